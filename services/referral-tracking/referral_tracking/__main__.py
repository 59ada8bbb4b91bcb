"""`python -m referral_tracking` serves; `python -m referral_tracking migrate` migrates."""

import sys

from boardkit.serve import main
from referral_tracking.main import HOUSE, build
from referral_tracking.settings import Settings

sys.exit(main(HOUSE.name, HOUSE.package, Settings, build, sys.argv[1:]))

"""`python -m financial_follow_up` serves; `python -m financial_follow_up migrate` migrates."""

import sys

from boardkit.serve import main
from financial_follow_up.main import HOUSE, build
from financial_follow_up.settings import Settings

sys.exit(main(HOUSE.name, HOUSE.package, Settings, build, sys.argv[1:]))

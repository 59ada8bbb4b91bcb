"""`python -m delegation_rules` serves; `python -m delegation_rules migrate` migrates."""

import sys

from boardkit.serve import main
from delegation_rules.main import HOUSE, build
from delegation_rules.settings import Settings

sys.exit(main(HOUSE.name, HOUSE.package, Settings, build, sys.argv[1:]))

"""`python -m case_registry` serves; `python -m case_registry migrate` migrates."""

import sys

from boardkit.serve import main
from case_registry.main import HOUSE, build
from case_registry.settings import Settings

sys.exit(main(HOUSE.name, HOUSE.package, Settings, build, sys.argv[1:]))

"""`python -m sample_house` serves; `python -m sample_house migrate` migrates."""

import sys

from boardkit.serve import main
from boardkit.settings import ProcessSettings
from sample_house.main import ALONE, build

sys.exit(main(ALONE.name, ALONE.package, ProcessSettings, build, sys.argv[1:]))

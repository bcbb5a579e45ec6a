"""`python -m orchestrator_lint`: becomes the executable, so that signals and the exit status are its own."""

import os
import sys

from . import find_executable

try:
    executable = find_executable()
except FileNotFoundError as error:
    print(f"{error}\n  help: install it anew: pip install --force-reinstall orchestrator-lint", file=sys.stderr)
    sys.exit(2)  # "could not tell"
os.execv(executable, [executable, *sys.argv[1:]])

"""`python -m orchestrator_lint`: replaces itself by the executable, which keeps signals and the exit status."""

import os
import sys

from . import find_executable

try:
    executable = find_executable()
except FileNotFoundError as error:
    print(f"{error}\n  help: install it again: pip install --force-reinstall orchestrator-lint", file=sys.stderr)
    sys.exit(2)  # lint failed
os.execv(executable, [executable, *sys.argv[1:]])

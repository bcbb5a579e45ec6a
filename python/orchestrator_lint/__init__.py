"""The linter `lint` as a package for pip. The program is an executable; this package finds it."""

from __future__ import annotations

import os
import sys
import sysconfig


def find_executable() -> str:
    """Returns the absolute path of the executable that pip has installed with this package.

    Raises FileNotFoundError, with the folders that were searched, if it is in none of them.
    """
    here = os.path.dirname(os.path.abspath(__file__))
    candidates = [
        # An environment, and `pip install --user`.
        sysconfig.get_path("scripts"),
        sysconfig.get_path("scripts", scheme=_user_scheme()),
        # `pip install --target DIR` and the environments that pip builds packages in.
        os.path.join(os.path.dirname(here), "bin"),
        # `pip install --prefix DIR`: DIR/lib/python3.x/site-packages/orchestrator_lint.
        os.path.join(here, *[os.pardir] * 4, "bin"),
    ]
    for folder in candidates:
        path = os.path.abspath(os.path.join(folder, "lint"))
        if os.access(path, os.X_OK) and not os.path.isdir(path):
            return path
    raise FileNotFoundError("orchestrator-lint: no executable `lint` found in " + ", ".join(candidates))


def _user_scheme() -> str:
    if sys.version_info >= (3, 10):
        return sysconfig.get_preferred_scheme("user")
    return "posix_user"

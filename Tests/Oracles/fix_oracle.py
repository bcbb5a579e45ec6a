"""Judges fixed projects with Python and Alembic: fix_oracle.py CORE FOLDER…, one JSON verdict for each project folder on a line of output.

CORE is a folder with the core's migrations. A verdict is {"unreadable": [files that are not Python], "heads": [[labels], …]} with the sorted labels
of each head, or with {"refused": the exception} in the place of the heads.
"""

import ast
import json
import os
import pathlib
import sys
import warnings

from alembic.config import Config
from alembic.script import ScriptDirectory

warnings.simplefilter("error")

core = sys.argv[1]
for folder in map(pathlib.Path, sys.argv[2:]):
    versions = folder / "migrations" / "versions" / "schema"
    verdict = {"unreadable": []}
    for file in sorted(versions.glob("*.py")):
        try:
            ast.parse(file.read_bytes())
        except Exception as refusal:
            verdict["unreadable"].append(f"{file.name}: {refusal}")
    try:
        config = Config()
        config.set_main_option("script_location", str(folder / "migrations"))
        config.set_main_option("version_locations", os.pathsep.join([str(versions), core]))
        config.set_main_option("path_separator", "os")
        script = ScriptDirectory.from_config(config)
        verdict["heads"] = sorted(sorted(script.get_revision(head).branch_labels) for head in script.get_heads())
    except Exception as refusal:
        verdict["refused"] = f"{type(refusal).__name__}: {refusal}"
    print(json.dumps(verdict))

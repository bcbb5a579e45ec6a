"""What Alembic reads from the headers of a project: import_oracle.py FOLDER, with modules on PYTHONPATH.

Prints {"revisions": {id: {"down": […], "labels": […], "depends": […]}}, "heads": […]}, or {"refused": the exception}.
"""

import json
import sys

from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import to_tuple


def listed(value):
    return sorted(to_tuple(value, default=()))


config = Config()
config.set_main_option("script_location", sys.argv[1])
config.set_main_option("recursive_version_locations", "true")
try:
    script = ScriptDirectory.from_config(config)
    revisions = {
        revision.revision: {
            "down": listed(revision.module.down_revision),
            "labels": listed(getattr(revision.module, "branch_labels", None)),
            "depends": listed(getattr(revision.module, "depends_on", None)),
        }
        for revision in script.walk_revisions()
    }
    print(json.dumps({"revisions": revisions, "heads": sorted(script.get_heads())}))
except Exception as refusal:
    print(json.dumps({"refused": f"{type(refusal).__name__}: {refusal}"}))

"""What `alembic heads` finds: heads_oracle.py FOLDER…, one JSON verdict for each project folder on a line of output.

A verdict is {"heads": [sorted ids]}, or {"refused": the exception} where no command of Alembic runs.
"""

import json
import os
import sys
import warnings

from alembic.config import Config
from alembic.script import ScriptDirectory

warnings.simplefilter("ignore")

for folder in sys.argv[1:]:
    os.chdir(folder)
    try:
        script = ScriptDirectory.from_config(Config("alembic.ini"))
        print(json.dumps({"heads": sorted(script.get_heads())}))
    except Exception as refusal:
        print(json.dumps({"refused": f"{type(refusal).__name__}: {refusal}"}))

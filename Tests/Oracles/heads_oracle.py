"""What `alembic heads` finds: heads_oracle.py FOLDER[//CONFIG]…, one JSON verdict for each folder on a line of output.

Alembic runs in FOLDER with the configuration CONFIG, `alembic.ini` without it. If CONFIG has no `script_location`, it is
set to the folder of CONFIG, as Flask-Migrate does (`Migrate.get_config`).

A verdict is {"heads": [sorted ids]}, or {"refused": the exception} where no command of Alembic runs.
"""

import json
import os
import sys
import warnings

from alembic.config import Config
from alembic.script import ScriptDirectory

warnings.simplefilter("ignore")

for argument in sys.argv[1:]:
    folder, _, name = argument.partition("//")
    os.chdir(folder)
    try:
        config = Config(name or "alembic.ini")
        if name and config.get_main_option("script_location") is None:
            config.set_main_option("script_location", os.path.dirname(name))
        script = ScriptDirectory.from_config(config)
        print(json.dumps({"heads": sorted(script.get_heads())}))
    except Exception as refusal:
        print(json.dumps({"refused": f"{type(refusal).__name__}: {refusal}"}))

"""What `alembic heads` finds: heads_oracle.py FOLDER[//CONFIG[//SECTION[//LOCATIONS]]]…, one JSON verdict for each
argument on a line of output.

Alembic runs in FOLDER with the configuration CONFIG, `alembic.ini` without it, and with its SECTION. If CONFIG has no
`script_location`, it is set to the folder of CONFIG, as Flask-Migrate does (`Migrate.get_config`). LOCATIONS, separated
by colons, are set as `version_locations`, as programs do.

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
    folder, name, section, locations, *_ = argument.split("//") + [""] * 4
    os.chdir(folder)
    try:
        toml = name if name.endswith(".toml") else None
        config = Config(None if toml else name or "alembic.ini", toml_file=toml, ini_section=section or "alembic")
        if name and not toml and config.get_main_option("script_location") is None:
            config.set_main_option("script_location", os.path.dirname(name))
        if locations:
            config.set_main_option("path_separator", ":")
            config.set_main_option("version_locations", locations)
        script = ScriptDirectory.from_config(config)
        print(json.dumps({"heads": sorted(script.get_heads())}))
    except Exception as refusal:
        print(json.dumps({"refused": f"{type(refusal).__name__}: {refusal}"}))

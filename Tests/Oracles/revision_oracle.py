"""What `alembic revision` makes: revision_oracle.py CORE FOLDER MESSAGE, the path of a new migration on the data branch.

CORE is a folder with the core's migrations, which the command line of orchestrator-core appends to the version locations.
"""

import os
import sys

from alembic import command
from alembic.config import Config

core, folder, message = sys.argv[1:]
os.chdir(folder)
config = Config("alembic.ini")
config.set_main_option("version_locations", config.get_main_option("version_locations") + " " + core)
script = command.revision(config, message, head="data@head", version_path="migrations/versions/schema")
print(script.path)

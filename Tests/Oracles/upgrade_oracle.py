"""What `alembic upgrade heads` does: one JSON case on each line of standard input, one JSON list of outcomes on each line of output.

A case is a list of graphs, with which one database is upgraded in turn, each graph after the one before: the revisions in the order in which they are
loaded, {"id", "down": [id], "dependencies": [id or label], "labels": [label]}. They are written out as files, and the command itself runs
them, on SQLite. An outcome is {"refused": kind or null, "message", "ran": [id in the order of running], "rows": [row of alembic_version],
"dependencies": {id: [dependency in the order in which Alembic follows them], of revisions with several}}. It ends with the first refusal.
"""

import json
import os
import sys
import tempfile
import warnings

import sqlalchemy
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.util import CommandError

warnings.simplefilter("ignore")

ENVIRONMENT = """
from alembic import context
attributes = context.config.attributes
attributes["script"] = context.script
context.configure(connection=attributes["connection"], target_metadata=None)
with context.begin_transaction():
    context.run_migrations()
"""

MIGRATION = """
from alembic import op
revision = {id!r}
down_revision = {down!r}
depends_on = {dependencies!r}
branch_labels = {labels!r}
def upgrade():
    op.get_context().config.attributes["ran"].append(revision)
"""


class Scripts:
    """A script directory that holds one graph after the other; its files are used again, as making new ones is what takes the time."""

    def __init__(self, folder):
        self.folder = folder
        self.versions = os.path.join(folder, "versions")
        self.spare = os.path.join(folder, "spare")
        self.count = self.made = 0
        os.mkdir(self.versions)
        os.mkdir(self.spare)
        with open(os.path.join(folder, "env.py"), "w") as file:
            file.write(ENVIRONMENT)

    def hold(self, graph):
        for number in range(self.count, min(len(graph), self.made)):
            self.move(number, self.spare, self.versions)
        for number in range(len(graph), self.count):
            self.move(number, self.versions, self.spare)
        self.count = len(graph)
        self.made = max(self.made, self.count)
        for number, each in enumerate(graph):
            values = {key: tuple(each[key]) or None for key in ("down", "dependencies", "labels")}
            with open(os.path.join(self.versions, self.name(number)), "w") as file:
                file.write(MIGRATION.format(id=each["id"], **values))

    def move(self, number, source, target):
        os.rename(os.path.join(source, self.name(number)), os.path.join(target, self.name(number)))

    def name(self, number):
        # Files are loaded in the order of their names.
        return f"{number:05}.py"


def kind(refusal, ran):
    message = str(refusal)
    if isinstance(refusal, CommandError):
        if message.startswith("Can't locate revision"):
            return "missing"
        if "overlaps with other requested revisions" in message:
            return "overlaps"
    return "failed" if ran else type(refusal).__name__


def upgrade(scripts, graph, connection):
    scripts.hold(graph)
    config = Config()
    config.set_main_option("script_location", scripts.folder)
    ran = []
    config.attributes.update(connection=connection, ran=ran)
    outcome = {"refused": None, "message": None, "ran": ran, "rows": [], "dependencies": {}}
    try:
        command.upgrade(config, "heads")
    except Exception as refusal:
        outcome["refused"] = kind(refusal, ran)
        outcome["message"] = str(refusal)
        if not ran:
            return outcome
    outcome["rows"] = sorted(MigrationContext.configure(connection).get_current_heads())
    outcome["dependencies"] = followed(config.attributes["script"].revision_map, graph)
    return outcome


def followed(found, graph):
    nodes = [found.get_revision(each["id"]) for each in graph]
    several = [node for node in nodes if len(node._normalized_resolved_dependencies) > 1]
    return {node.revision: list(node._normalized_resolved_dependencies) for node in several}


def outcomes(case, scripts):
    results = []
    engine = sqlalchemy.create_engine("sqlite://")
    with engine.connect() as connection:
        for graph in case:
            results.append(upgrade(scripts, graph, connection))
            if results[-1]["refused"]:
                break
    engine.dispose()
    return results


sys.dont_write_bytecode = True
with tempfile.TemporaryDirectory() as root:
    scripts = Scripts(root)
    for line in sys.stdin:
        print(json.dumps(outcomes(json.loads(line), scripts)))

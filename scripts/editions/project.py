"""A project that is being made: a Git repository, and the migrations in it."""


import copy
import hashlib
import json
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CATALOGUE = json.loads((ROOT / "releases.json").read_text(encoding="utf-8"))
RELEASES = ["1.2.1", "2.1.2", "2.9.1", "4.4.1", "5.1.2"]
DAY = 1_700_000_000
VERSIONS = "migrations/versions/schema"


def schema_chain(release):
    """The ids of the core's schema revisions in `release`, the head first."""
    chain, revision = [], CATALOGUE["releases"][release]
    while revision:
        chain.append(revision)
        revision = CATALOGUE["revisions"][revision]["down_revision"]
    return chain


class Migration:
    """A migration, as the values of its header in Python source, and the form in which it is written."""

    def __init__(self, revision, down, labels=None, depends=None, title="Add port", form="plain"):
        self.revision, self.down, self.labels, self.depends = revision, down, labels, depends
        self.title, self.form = title, form
        self.documented = None  # What the docstring says about the parent; None for the truth.
        self.comment = ""
        self.date = "2024-11-05T09:12:30.114302"
        self.path = None

    def quoted(self, value):
        """A value of the header as Python source."""
        if value is None or self.form == "single":
            return repr(value)
        if isinstance(value, str):
            return json.dumps(value)
        return "(" + "".join(json.dumps(each) + ", " for each in value).rstrip() + ")"

    def text(self):
        """The file."""
        parents = [] if self.down is None else [self.down] if isinstance(self.down, str) else self.down
        revises = self.documented if self.documented is not None else ", ".join(parents)
        lines = [f'"""{self.title}.', "", f"Revision ID: {self.revision}", f"Revises: {revises}".rstrip(),
                 f"Create Date: {self.date}", "", '"""', "from alembic import op", ""]
        kind = ": str" if self.form == "annotated" else ""
        pairs = [("revision", self.revision), ("down_revision", self.down), ("branch_labels", self.labels),
                 ("depends_on", self.depends)]
        if self.form == "short":
            pairs = pairs[:2] + [pair for pair in pairs[2:] if pair[1] is not None]
        if self.form == "named":
            lines.append(f"parent = {self.quoted(self.down)}")
        for name, value in pairs:
            source = "parent" if self.form == "named" and name == "down_revision" else self.quoted(value)
            lines.append(f"{name}{kind} = {source}" + (self.comment if name == "revision" else ""))
        lines += ["", "", "def upgrade() -> None:", f'    op.drop_table("{self.revision}")', "", "",
                  "def downgrade() -> None:", "    pass", ""]
        if self.form == "computed":
            lines = [line.replace("down_revision = ", "down_revision = str(") + ")" if line.startswith("down_revision")
                     else line for line in lines]
        text = ("\r\n" if self.form == "crlf" else "\n").join(lines)
        return ("\ufeff" if self.form == "bom" else "") + text


class Project:
    """A repository that is being made in `folder`."""

    def __init__(self, folder, rng):
        self.repository, self.rng = pathlib.Path(folder), rng
        # Some projects are a folder of a repository.
        self.folder = self.repository / ("service" if rng.random() < 0.1 else "")
        self.count = 0
        self.migrations = []
        self.orchestrator = rng.random() < 0.7
        self.release = rng.choice(RELEASES)
        self.chain = schema_chain(self.release)
        self.environment = {}
        self.folder.mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch=main", "--template=", str(self.repository))

    def git(self, *arguments, check=True):
        """Runs Git with nothing of this machine's settings; gives back what it prints."""
        environment = {"PATH": os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null"}
        for role in ("AUTHOR", "COMMITTER"):
            environment |= {f"GIT_{role}_NAME": "An Author", f"GIT_{role}_EMAIL": "author@example.com",
                            f"GIT_{role}_DATE": f"{DAY} +0000"}
        return subprocess.run(["git", *arguments], cwd=self.folder, env=environment, check=check,
                              capture_output=True, text=True).stdout

    def write(self, path, content):
        """Writes a file, unless a folder is in its place or a file in place of its folder."""
        file = self.folder / path
        if file.is_dir() or any(parent.is_file() for parent in file.parents):
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())

    def remove(self, path):
        (self.folder / path).unlink(missing_ok=True)

    def fresh(self):
        """A new revision id."""
        self.count += 1
        return hashlib.sha256(f"{self.repository.name} {self.count}".encode()).hexdigest()[:12]

    def add(self, migration, path=None):
        """Adds a migration in its file."""
        migration.date = f"2024-11-05T09:{self.count // 60 % 60:02}:{self.count % 60:02}.114302"
        slug = migration.title.lower().replace(" ", "_")
        name = migration.revision.replace("/", "_")
        migration.path = path or f"{VERSIONS}/2024-11-05_{name}_{slug}.py"
        self.migrations.append(migration)
        self.write(migration.path, migration.text())
        return migration

    def rewrite(self, migration, **values):
        """Changes the header of a migration."""
        for name, value in values.items():
            setattr(migration, name, value)
        self.write(migration.path, migration.text())

    def edit(self, path, word):
        """Adds a line to a file that is there."""
        if path and (self.folder / path).is_file():
            self.write(path, (self.folder / path).read_bytes() + f"# Edited on {word}.\n".encode())

    def heads(self):
        """The migrations that no other one follows."""
        parents = set()
        for each in self.migrations:
            parents.update([each.down] if isinstance(each.down, str) else each.down or [])
        return [each for each in self.migrations if each.revision not in parents]

    def any(self):
        """A random migration; the first one is made where there is none."""
        return self.rng.choice(self.migrations) if self.migrations else self.add(Migration(self.fresh(), None))

    def head(self):
        """A random head."""
        heads = self.heads()
        return self.rng.choice(heads) if heads else self.any()

    def form(self):
        """A random form of a header."""
        forms = ["plain"] * 8 + ["annotated", "single", "short", "named", "crlf", "bom"]
        return self.rng.choice(forms)

    def commit(self, message):
        """Commits everything."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)

    def checkout(self, name, saved):
        """Checks a branch out, with the migrations that were there when it was left."""
        self.git("checkout", "--quiet", name)
        self.migrations = copy.deepcopy(saved)

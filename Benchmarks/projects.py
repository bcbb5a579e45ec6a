"""Generates the projects that `Benchmarks/run` measures: correct ones, in which no rule reports anything."""

import hashlib
import json
import os
import pathlib
import random
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
RELEASE = "5.0.0"
# A day long ago: Git reads files again that are as new as the index, and that is not to be measured.
DAY = 1_700_000_000

# With this number the file has 55 lines.
ADDED_COLUMNS = 32


def identifier(number):
    """Returns the revision id of the migration with this number."""
    return hashlib.sha256(str(number).encode()).hexdigest()[:12]


def migration(number, schema_head):
    """Returns the migration with this number, as Alembic's template writes it: 55 lines."""
    revision = identifier(number)
    down = f'"{identifier(number - 1)}"' if number else "None"
    labels = "None" if number else '("data",)'
    depends = "None" if number else f'"{schema_head}"'
    lines = [
        f'"""Change number {number}.',
        "",
        f"Revision ID: {revision}",
        f"Revises: {down.strip(chr(34))}" if number else "Revises:",
        "Create Date: 2024-11-05T09:12:30.114302",
        "",
        '"""',
        "",
        "import sqlalchemy as sa",
        "from alembic import op",
        "",
        "# revision identifiers, used by Alembic.",
        f'revision = "{revision}"',
        f"down_revision = {down}",
        f"branch_labels = {labels}",
        f"depends_on = {depends}",
        "",
        "",
        "def upgrade() -> None:",
        *(
            f'    op.add_column("port_{number}", sa.Column("value_{column}", sa.Integer()))'
            for column in range(ADDED_COLUMNS)
        ),
        "",
        "",
        "def downgrade() -> None:",
        f'    op.drop_table("port_{number}")',
    ]
    assert len(lines) == 55
    return "\n".join(lines) + "\n"


class Projects:
    """The projects; each is generated when it is first needed."""

    def __init__(self, folder, environment):
        self.folder = folder
        self.environment = environment | {
            f"GIT_{role}_{key}": value
            for role in ("AUTHOR", "COMMITTER")
            for key, value in (("NAME", "An Author"), ("EMAIL", "author@example.com"), ("DATE", f"{DAY} +0000"))
        }
        catalogue = json.loads((ROOT / "releases.json").read_text())
        self.schema_head = catalogue["releases"][RELEASE]
        self.core = catalogue["revisions"]

    def small(self):
        """50 migrations."""
        return self.made("50", lambda folder: self.generate(folder, 50))

    def large_loose(self):
        """20,000 migrations as loose objects."""
        return self.made("20000-loose", lambda folder: self.generate(folder, 20_000))

    def large_packed(self):
        """20,000 migrations in a pack."""
        loose = self.large_loose()

        def pack(folder):
            shutil.copytree(loose, folder, symlinks=True, dirs_exist_ok=True)
            self.git(folder, "gc", "--quiet")
            self.git(folder, "update-index", "-q", "--refresh")

        return self.made("20000-packed", pack)

    def wide(self):
        """50 migrations among 200,000 other files, which are in the index and in HEAD, and not on disk."""

        def generate(folder):
            self.generate(folder, 50)
            blob = self.git(folder, "hash-object", "-w", "--stdin", text="nothing\n").strip()
            # One folder sorts before those of the layout, one after them.
            rows = [
                f"100644 {blob}\t{top}/{number // 500:03}/file{number:06}.txt\n"
                for top in ("assets", "vendor") for number in range(100_000)
            ]
            self.git(folder, "update-index", "--index-info", text="".join(rows))
            self.git(folder, "commit", "--quiet", "--message", "Add other files")

        return self.made("200000-others", generate)

    def scattered(self):
        """50 migrations among 200,000 other files in 2,000 folders, which are in the index, in HEAD and on disk."""

        def generate(folder):
            self.generate(folder, 50)
            self.add_others(folder, 2_000, 100)

        return self.made("200000-on-disk", generate)

    def many_environments(self):
        """200 environments of Alembic with five migrations each, at random depths among 20,000 other files."""

        def generate(folder):
            numbers = random.Random(12)
            places = set()
            while len(places) < 200:
                depth = numbers.randint(0, 7)
                parts = [f"part{numbers.randrange(6)}" for _ in range(depth)]
                places.add("/".join([*parts, f"service{len(places)}"]))
            for place in sorted(places):
                versions = folder / place / "alembic" / "versions"
                versions.mkdir(parents=True)
                (folder / place / "alembic.ini").write_text("[alembic]\nscript_location = alembic\n")
                (folder / place / "alembic" / "env.py").write_text("from alembic import context\n")
                for number in range(5):
                    text = migration(number, self.schema_head).replace('("data",)', "None")
                    text = text.replace(f'"{self.schema_head}"', "None")
                    (versions / f"{identifier(number)}_change_number_{number}.py").write_text(text)
            self.git(folder, "init", "--quiet", "--initial-branch=main")
            self.git(folder, "add", "--all")
            self.git(folder, "commit", "--quiet", "--message", "Add the environments")
            self.add_others(folder, 2_000, 10)

        return self.made("200-environments", generate)

    def add_others(self, folder, folders, count):
        """Adds and commits empty files: `count` in each of `folders` folders, three levels deep."""
        names = [
            f"{'assets' if number % 2 else 'vendored'}/{number // 100:02}/{number:04}/file{file:03}.txt"
            for number in range(folders) for file in range(count)
        ]
        for name in names:
            path = folder / name
            if not path.parent.exists():
                path.parent.mkdir(parents=True)
            path.touch()
            os.utime(path, (DAY, DAY))
        self.git(folder, "add", "--all")
        self.git(folder, "commit", "--quiet", "--message", "Add other files")
        self.git(folder, "gc", "--quiet")
        self.git(folder, "update-index", "-q", "--refresh")

    def large_branch(self):
        """The packed project on a branch with a new migration; `main` has new commits in the same folder, too."""
        return self.made("20000-branch", lambda folder: self.diverge(folder, self.large_packed(), 20_000))

    def wide_branch(self):
        """The project among 200,000 other files, with a branch in the same way."""
        return self.made("200000-branch", lambda folder: self.diverge(folder, self.wide(), 50))

    def diverge(self, folder, origin, count):
        """Copies a project; `main` and a new branch both change the folder of the migrations, without a conflict."""
        shutil.copytree(origin, folder, symlinks=True, dirs_exist_ok=True)
        path = "migrations/versions/schema"
        name = f"{path}/{identifier(0)}_change_number_0.py"
        (folder / name).write_text((folder / name).read_text().replace("Change number 0.", "Create the data root."))
        (folder / "workflows" / "port.py").write_text("pass\n")
        self.git(folder, "add", name, "workflows")
        self.git(folder, "commit", "--quiet", "--message", "Change main")
        self.git(folder, "checkout", "--quiet", "-b", "topic", "HEAD~1")
        (folder / path / f"{identifier(count)}_change_number_{count}.py").write_text(migration(count, self.schema_head))
        self.git(folder, "add", path)
        self.git(folder, "commit", "--quiet", "--message", "Add a migration")
        self.git(folder, "update-index", "-q", "--refresh")

    def large_broken(self):
        """20,000 migrations; the last 1,000 are new and staged, and each depends on an old schema revision."""
        return self.made("20000-broken", self.spoil)

    def spoil(self, folder):
        """Copies the loose project and removes its last 1,000 migrations from the commit."""
        shutil.copytree(self.large_loose(), folder, symlinks=True, dirs_exist_ok=True)
        names = [
            f"migrations/versions/schema/{identifier(number)}_change_number_{number}.py"
            for number in range(19_000, 20_000)
        ]
        self.git(folder, "rm", "--quiet", "--cached", *names)
        # What was on the branch once was released, and no fix edits it.
        self.git(folder, "commit", "--quiet", "--amend", "--message", "Begin with fewer")
        old = self.core[self.schema_head]["down_revision"]
        for name in names:
            text = (folder / name).read_text()
            (folder / name).write_text(text.replace("depends_on = None", f'depends_on = "{old}"'))
        self.git(folder, "add", "--all")
        self.git(folder, "gc", "--quiet")
        self.git(folder, "update-index", "-q", "--refresh")

    def alembic_configuration(self):
        """Returns a configuration with which Alembic reads the packed project; the core's revisions are stubs."""
        core = self.folder / "core"
        if not core.exists():
            core.mkdir(parents=True)
            revision = self.schema_head
            while revision:
                down = self.core[revision]["down_revision"]
                label = "None" if down else '"schema"'
                (core / f"{revision}_stub.py").write_text(
                    f'revision = "{revision}"\ndown_revision = {json.dumps(down) if down else None}\n'
                    f"branch_labels = {label}\ndepends_on = None\n")
                revision = down
        project = self.large_packed()
        configuration = self.folder / "alembic.ini"
        configuration.write_text(
            f"[alembic]\nscript_location = {project}/migrations\nversion_path_separator = newline\n"
            f"version_locations =\n    {project}/migrations/versions/schema\n    {core}\n")
        return configuration

    def made(self, name, make):
        """Returns the folder of this name, and makes it if it does not exist; an unfinished one has another name."""
        folder = self.folder / name
        if not folder.exists():
            unfinished = self.folder / (name + ".unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir(parents=True)
            make(unfinished)
            unfinished.rename(folder)
        return folder

    def generate(self, folder, count):
        """Generates and commits a project with this number of migrations."""
        files = {
            "alembic.ini": "[alembic]\nscript_location = migrations\n"
            "version_locations = %(here)s/migrations/versions/schema\n",
            "requirements.txt": f"orchestrator-core=={RELEASE}\n",
            "products/product_blocks/__init__.py": "",
            "products/product_types/__init__.py": "",
            "translations/en-GB.json": "{}\n",
            "workflows/__init__.py": "",
        }
        for number in range(count):
            name = f"{identifier(number)}_change_number_{number}.py"
            files[f"migrations/versions/schema/{name}"] = migration(number, self.schema_head)
        for path, text in files.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
            os.utime(file, (DAY, DAY))
        self.git(folder, "init", "--quiet", "--initial-branch=main")
        self.git(folder, "config", "gc.auto", "0")
        self.git(folder, "add", "--all")
        self.git(folder, "commit", "--quiet", "--message", "Add everything")

    def git(self, folder, *arguments, text=""):
        return subprocess.run(
            ["git", *arguments], cwd=folder, env=self.environment, input=text, text=True, check=True,
            stdout=subprocess.PIPE).stdout

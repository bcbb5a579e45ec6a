"""Makes projects for `compare-editions` and `count-instructions`, the same ones for the same seed.

A project starts with published migrations on `main`. `main` and a branch `topic` then go different ways, and the branch
ends with commits, staged changes and changes on disk.
"""

import copy
import random

from editions import changes
from editions.project import RELEASES, VERSIONS, Migration, Project, schema_chain


def change(project, count, spoiled=0.45):
    """Makes random changes; `spoiled` is the share of mistakes."""
    for _ in range(count):
        choices = changes.SPOILING if project.rng.random() < spoiled else changes.CHANGES
        project.rng.choice(choices)(project)


def scaffold(project):
    """Writes everything but migrations."""
    rng = project.rng
    options = rng.choice([
        "", "file_template = %%(year)d-%%(month).2d-%%(day).2d_%%(rev)s_%%(slug)s\n",
        "file_template = %%(rev)s_%%(slug)s\n"])
    project.write("alembic.ini", f"[alembic]\nscript_location = migrations\n"
                  f"version_locations = %(here)s/{VERSIONS}\n{options}")
    project.write("migrations/env.py", "from alembic import context\n")
    project.write("migrations/script.py.mako", "")
    project.write(f"{VERSIONS}/.gitkeep", "")
    if project.orchestrator:
        project.write("requirements.txt", f"orchestrator-core=={project.release}\n")
        for folder in ("products/product_blocks", "products/product_types", "workflows"):
            project.write(f"{folder}/__init__.py", "")
        project.write("translations/en-GB.json", '{"workflow": {"create_port": "Create port"}}\n')
        project.write("main.py", "from orchestrator import OrchestratorCore\n")


def start(project, count):
    """Adds the first migrations: a root and a line above it."""
    label, depends = (("data",), project.chain[0]) if project.orchestrator else (None, None)
    if project.rng.random() < 0.2 and project.orchestrator:
        depends = project.rng.choice(project.chain)
    previous = project.add(Migration(project.fresh(), None, label, depends, "Create data head", project.form()))
    for number in range(count):
        title, form = f"Add node {number}", project.form()
        previous = project.add(Migration(project.fresh(), previous.revision, title=title, form=form))


def stage_half(project):
    """Adds two migrations and stages only the upper one."""
    lower = project.add(Migration(project.fresh(), project.head().revision, title="Stay behind"))
    upper = project.add(Migration(project.fresh(), lower.revision, title="Go ahead"))
    project.git("add", upper.path, check=False)


def random_project(folder, seed):
    """Makes the project of a seed; gives it back for its environment variables."""
    project = Project(folder, random.Random(seed))
    rng = project.rng
    scaffold(project)
    if rng.random() < 0.93:
        start(project, rng.randint(0, 7))
    change(project, rng.choice([0, 0, 1, 3]), spoiled=0.25)
    if rng.random() < 0.03:
        return project  # A repository without a commit.
    project.commit("Begin")
    project.git("tag", "v1")
    change(project, rng.choice([0, 1, 2]), spoiled=0.15)
    project.commit("Go on")
    published = copy.deepcopy(project.migrations)
    project.git("branch", "topic")
    change(project, rng.choice([0, 0, 1, 3]), spoiled=0.3)
    contested = rng.choice(published).path if published and rng.random() < 0.25 else None
    project.edit(contested, "main")
    project.commit("Publish more")
    if rng.random() < 0.75:
        project.git("update-ref", "refs/remotes/origin/main", rng.choice(["main", "main", "topic", "v1"]))
    if rng.random() < 0.2:
        project.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    if rng.random() < 0.9:
        project.checkout("topic", published)
    change(project, rng.randint(0, 3))
    project.edit(contested, "topic")
    project.commit("Work on a branch")
    change(project, rng.randint(0, 2))
    if rng.random() < 0.7:
        project.git("add", "--all")
        change(project, rng.choice([0, 0, 1, 2]))
    if rng.random() < 0.2:
        stage_half(project)
    if rng.random() < 0.1:
        project.environment = {"GITHUB_BASE_REF": rng.choice(["main", "topic", "missing"])}
    return project


def fixed_project(folder, count=200):
    """Makes a project of `count` migrations with findings of many rules, always the same."""
    project = Project(folder, random.Random("fixed"))
    project.orchestrator, project.release = True, "2.1.2"
    project.chain = schema_chain(project.release)
    scaffold(project)
    start(project, count)
    project.commit("Begin")
    project.git("tag", "v1")
    project.git("update-ref", "refs/remotes/origin/main", "main")
    published = copy.deepcopy(project.migrations)
    project.git("branch", "topic")
    project.add(Migration(project.fresh(), project.head().revision, title="Add another"))
    project.commit("Go on")
    project.checkout("topic", published)
    for number in range(20):
        parent = project.migrations[-1].revision if number != 10 else published[-1].revision
        depends = project.chain[1 + number % 3]
        project.add(Migration(project.fresh(), parent, depends=depends, title=f"Add edge {number}"))
    for spoil in (
        changes.wrong_docstring, changes.duplicate, changes.missing_parent, changes.wrong_place, changes.helper,
        changes.suppress, changes.translation, changes.label_twice,
    ):
        spoil(project)
    project.commit("Work on a branch")
    project.add(Migration(project.fresh(), project.migrations[0].revision, depends=project.chain[2]))
    project.git("add", "--all")
    project.add(Migration(project.fresh(), project.migrations[1].revision))
    return project



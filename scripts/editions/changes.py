"""What people do to a project: `CHANGES` are usual, `SPOILING` are mistakes, most of which a rule reports."""

import json
import shutil

from editions.project import RELEASES, VERSIONS, Migration, schema_chain

RULES = [
    "acyclic", "data-branch", "depends-on-current", "docstring-agrees", "file-name", "known-revision", "single-head",
    "source-layout", "static-header", "tracked-layout", "unique-revision", "upgrade-path"]


def grow(project):
    depends = project.chain[0] if project.orchestrator and project.rng.random() < 0.4 else None
    project.add(Migration(project.fresh(), project.head().revision, depends=depends, form=project.form()))


def branch(project):
    project.add(Migration(project.fresh(), project.any().revision, form=project.form()))


def merge(project):
    heads = [each.revision for each in project.heads()]
    if len(heads) > 1:
        project.add(Migration(project.fresh(), tuple(heads[:project.rng.randint(2, 3)]), title="Merge heads"))


def second_root(project):
    label = project.rng.choice(["network", "billing", "extra"])
    root = project.add(Migration(project.fresh(), None, (label,), title="Begin a branch"))
    if project.rng.random() < 0.5:
        project.add(Migration(project.fresh(), root.revision, depends=project.any().revision))


def depend(project):
    one, other = project.any(), project.any()
    project.add(Migration(project.fresh(), one.revision, depends=(other.revision,), title="Wait for another"))


def edit_body(project):
    chosen = project.any()
    file = project.folder / chosen.path
    if file.is_file():
        file.write_bytes(file.read_bytes() + project.rng.choice([b"\n# More.\n", b"\n\ndef helper():\n    pass\n"]))


def raise_core(project):
    project.release = project.rng.choice(RELEASES)
    project.chain = schema_chain(project.release)
    if project.orchestrator:
        project.write("requirements.txt", f"orchestrator-core=={project.release}\n")


def lock(project):
    if not project.orchestrator:
        return
    release = project.rng.choice([project.release, project.release, *RELEASES])
    project.write("pyproject.toml", '[project]\nname = "x"\nversion = "1"\ndependencies = ["orchestrator-core>=1.3"]\n')
    if project.rng.random() < 0.7:
        project.write("uv.lock", f'version = 1\n\n[[package]]\nname = "orchestrator-core"\nversion = "{release}"\n')
    if project.rng.random() < 0.5:
        project.remove("requirements.txt")


def settings(project):
    rng = project.rng
    value = {"lint": 1}
    if rng.random() < 0.6:
        chosen = rng.sample(RULES, rng.randint(1, 5))
        value["rules"] = {rule: rng.choice(["error", "warning", "info", "off"]) for rule in chosen}
    if rng.random() < 0.05:
        value.setdefault("rules", {})["merge-conflict"] = rng.choice(["off", "warning"])
    if rng.random() < 0.15:
        value["profile"] = rng.choice(["orchestrator", "alembic", "auto"])
    if rng.random() < 0.15:
        value["base"] = rng.choice(["main", "v1", "HEAD", "missing"])
    if rng.random() < 0.15:
        value["branches"] = {"data": rng.choice(["network", "data"])}
    if rng.random() < 0.15:
        value["core"] = rng.choice([{"head": project.chain[1]}, {"versions": "vendor"}, {"package": "another-core"}])
    if rng.random() < 0.15:
        value["external"] = {"revisions": ["0123456789ab"]}
    if rng.random() < 0.2:
        folder = rng.choice(["translations", "workflows", "productTypes"])
        value["layout"] = {folder: rng.choice(["locales", "workflows"])}
    if rng.random() < 0.2:
        value["ignore"] = [{"path": f"{VERSIONS}/*", "rules": rng.sample(RULES, 2), "reason": "because"}]
    if rng.random() < 0.04:
        value[rng.choice(["bases", "rulez"])] = 1
    if rng.random() < 0.03:
        value.setdefault("rules", {})["file-names"] = "off"
    text = json.dumps(value, indent=2)
    project.write("rules.json", text[:-2] if rng.random() < 0.03 else text + "\n")


# Changes that a rule reports.

def duplicate(project):
    project.add(Migration(project.any().revision, project.head().revision, title="Copy a file"),
                f"{VERSIONS}/2024-12-01_{project.fresh()}_copy.py")


def missing_parent(project):
    shortened = project.any().revision[:8]
    parent = project.rng.choice(["0123456789ab", shortened, "", project.chain[0], "head"])
    project.add(Migration(project.fresh(), parent, title="Name a parent"))


def cycle(project):
    first, other = project.any(), project.any()
    project.rewrite(first, down=other.revision)


def bad_id(project):
    revision = project.rng.choice([
        "add-port", "a_very_long_name_for_one_revision_id", "a@b", "a1", project.chain[0], "data"])
    project.add(Migration(revision, project.head().revision, title="Name an id"))


def strange_header(project):
    project.add(Migration(project.fresh(), project.head().revision, form="computed", title="Compute a parent"))


def bad_syntax(project):
    parent = project.head().revision
    body = project.rng.choice([
        'x = "never closed\n', "x = (1,\n", "<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> topic\n", "x = '''\n", ")\n"])
    project.write(f"{VERSIONS}/{project.fresh()}_syntax.py",
                  f'revision = "{project.fresh()}"\ndown_revision = "{parent}"\n{body}')


def helper(project):
    project.write(f"{VERSIONS}/{project.rng.choice(['helpers', 'util'])}.py", project.rng.choice([
        "def helper():\n    pass\n", 'revision = "b7"\n', "revision = 7\ndown_revision = None\n", b"", b"# \xff\xfe\n",
    ]))


def wrong_place(project):
    folder = project.rng.choice(["migrations/versions", f"{VERSIONS}/2024", "migrations/versions/general"])
    project.add(Migration(project.fresh(), project.head().revision), f"{folder}/{project.fresh()}_elsewhere.py")


def rename(project):
    chosen = project.any()
    if (project.folder / chosen.path).is_file():
        project.remove(chosen.path)
        chosen.path = f"{VERSIONS}/{project.rng.choice([project.fresh(), chosen.revision, 'other'])}_renamed.py"
        project.rewrite(chosen)


def delete(project):
    chosen = project.any()
    project.remove(chosen.path)
    project.migrations.remove(chosen)


def edit_edges(project):
    chosen, other = project.any(), project.any()
    name, value = project.rng.choice([
        ("down", other.revision), ("down", None), ("depends", other.revision), ("depends", project.chain[0]),
        ("labels", ("moved",)), ("labels", None), ("revision", project.fresh())])
    project.rewrite(chosen, **{name: value})


def insert_below(project):
    chosen = project.any()
    below = project.add(Migration(project.fresh(), chosen.down, title="Slip in"))
    project.rewrite(chosen, down=below.revision)


def suppress(project):
    comment = project.rng.choice([
        "  # lint: ignore[file-name] by hand", "  # lint: ignore[single-head] wanted", "  # lint: ignore[filename]",
        "  # lint: ignore[unique-revision, known-revision] both", "  # lint: ignore"])
    project.rewrite(project.any(), comment=comment)


def wrong_docstring(project):
    project.rewrite(project.head(), documented=project.rng.choice([project.any().revision, "", "0123456789ab"]))


def bad_dependency(project):
    chain = project.chain
    depends = project.rng.choice([
        "schema", "schema@head", "None", (), "", chain[min(2, len(chain) - 1)], chain[-1], "f4a7c9e21b08",
        project.any().revision, (chain[0], chain[1]), "data", "0123456789ab"])
    project.add(Migration(project.fresh(), project.head().revision, depends=depends, title="Depend on it"))


def label_twice(project):
    label = project.rng.choice(["data", "schema", project.any().revision, "None", "extra"])
    project.rewrite(project.any(), labels=project.rng.choice([label, (label,), (label, "two")]))


def unlabelled_root(project):
    project.add(Migration(project.fresh(), project.rng.choice([None, project.chain[0]]), title="Lose a parent"))


def break_layout(project):
    folder = project.rng.choice([
        "workflows", "products/product_blocks", "products/product_types", "translations", VERSIONS])
    path = project.folder / folder
    if path.is_dir() and folder != VERSIONS:
        shutil.rmtree(path)
        rest = project.rng.random()
        if rest < 0.3:
            path.mkdir()
        elif rest < 0.5:
            path.write_text("a file\n")
    elif folder == VERSIONS:
        project.remove(f"{VERSIONS}/.gitkeep")


def translation(project):
    name = project.rng.choice(["en_GB.json", "en-GB.json", "nl-NL.json", "english.json"])
    project.write(f"translations/{name}", project.rng.choice(["{}\n", "[]\n", '{"a": 1,,}\n', "", b'{"\xff": 1}']))


def configuration(project):
    project.write("alembic.ini", project.rng.choice([
        "[alembic]\nversion_locations = migrations/versions/schema\n", "[other]\n", "",
        "[alembic]\nscript_location = migrations\nversion_locations = migrations/versions/shcema\n",
        "[alembic]\nscript_location = ../migrations\n",
        "[alembic]\nscript_location = migrations\nfile_template = %(rev)s\n",
        "[alembic]\nscript_location = migrations\nversion_path_separator = space\n"
        "version_locations = %(here)s/migrations/versions/schema migrations/versions/general\n"]))
    if project.rng.random() < 0.3:
        project.remove("alembic.ini")
        project.write("pyproject.toml", '[tool.alembic]\nscript_location = "%(here)s/migrations"\n')


def loose_pin(project):
    project.write(project.rng.choice(["requirements.txt", "requirements-dev.txt"]), project.rng.choice([
        "orchestrator-core>=1.3\n", "orchestrator-core==2.0.0\n", "orchestrator-core==99.0.0\n", "flask\n",
        "orchestrator-core\n"]))


def second_environment(project):
    """Adds an Alembic environment of its own, and settings that name both."""
    project.write("other/alembic.ini", "[alembic]\nscript_location = %(here)s/scripts\n")
    parent = None
    for _ in range(2):
        revision = project.fresh()
        project.write(f"other/scripts/versions/{revision}_other.py", Migration(revision, parent).text())
        parent = project.rng.choice([revision, None])
    project.write("rules.json", json.dumps({"lint": 1, "configs": ["alembic.ini", "other/alembic.ini"]}))


def hide(project):
    project.write(".gitignore", f"{project.any().path}\n{VERSIONS}/util.py\n")


def odd_file(project):
    path = project.folder / project.any().path
    if path.is_file() and not path.is_symlink():
        if project.rng.random() < 0.5:
            path.chmod(0o755)
        else:
            link = path.with_name(f"link_{project.fresh()}.py")
            link.symlink_to(path.name)


CHANGES = [
    grow, grow, grow, grow, branch, merge, merge, second_root, depend, edit_body, raise_core, lock, settings,
    second_environment]
SPOILING = [
    branch, duplicate, missing_parent, cycle, bad_id, strange_header, bad_syntax, helper, wrong_place, rename, delete,
    edit_edges, edit_edges, insert_below, suppress, wrong_docstring, bad_dependency, bad_dependency, label_twice,
    unlabelled_root, break_layout, break_layout, translation, configuration, loose_pin, hide, odd_file]

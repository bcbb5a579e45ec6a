"""Takes the migrations out of a wheel: every .py file that assigns `down_revision`, under a folder named as the wheel is.

    unpack_migrations.py WHEEL FOLDER
"""

import pathlib
import re
import sys
import zipfile

ASSIGNMENT = re.compile(rb"^[^#\n]*\bdown_revision\b", re.MULTILINE)


def main(wheel, folder):
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.infolist():
            if not member.filename.endswith(".py"):
                continue
            content = archive.read(member)
            if not ASSIGNMENT.search(content):
                continue
            path = pathlib.Path(folder, "-".join(pathlib.Path(wheel).stem.split("-")[:2]), member.filename)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


if __name__ == "__main__":
    main(*sys.argv[1:])

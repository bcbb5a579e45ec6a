"""Whether Python reads files: parse_oracle.py FILE…, one line for each that it does not."""

import ast
import pathlib
import sys

for file in sys.argv[1:]:
    try:
        ast.parse(pathlib.Path(file).read_bytes())
    except Exception as refusal:
        print(f"{file}: {refusal}")

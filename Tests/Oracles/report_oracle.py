"""Whether reports are what their formats ask for: report_oracle.py SCHEMAS FILE…, one line for each defect.

SCHEMAS is a folder with the schemas of SARIF, reviewdog and JUnit, or empty: then the documents are only read. The suffix of a file names its format.
"""

import json
import pathlib
import sys
import xml.etree.ElementTree

import jsonschema
import xmlschema

JSON_SCHEMAS = {".sarif": "sarif-schema-2.1.0.json", ".rdjson": "rdf-DiagnosticResult.json"}

folder = pathlib.Path(sys.argv[1]) if sys.argv[1] else None
for file in map(pathlib.Path, sys.argv[2:]):
    try:
        if file.suffix in (".junit", ".checkstyle"):
            xml.etree.ElementTree.parse(file)
            if folder and file.suffix == ".junit":
                xmlschema.XMLSchema(str(folder / "junit-10.xsd")).validate(str(file))
            continue
        document = json.loads(file.read_bytes())
        if folder and file.suffix in JSON_SCHEMAS:
            schema = json.loads((folder / JSON_SCHEMAS[file.suffix]).read_bytes())
            validator = jsonschema.validators.validator_for(schema)(schema)
            for defect in validator.iter_errors(document):
                print(f"{file.name}: {list(defect.absolute_path)}: {defect.message[:300]}")
    except Exception as refusal:
        print(f"{file.name}: {type(refusal).__name__}: {str(refusal)[:500]}")

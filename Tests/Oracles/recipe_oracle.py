"""Reads a CI recipe as its server would, and prints one JSON object: the scripts in their order, each with its variables and its condition.

usage: recipe_oracle.py action.yml|gitlab-ci.yml|Jenkinsfile
"""

import json
import re
import sys
import textwrap

import yaml


def steps(path):
    text = open(path, encoding="utf-8").read()
    if path.endswith("Jenkinsfile"):
        return [step(script=textwrap.dedent(block)) for block in re.findall(r"sh '''(.*?)'''", text, re.DOTALL)]
    recipe = yaml.safe_load(text)
    if "runs" in recipe:
        defaults = {f"inputs.{name}": value["default"] for name, value in recipe["inputs"].items()}
        return [
            step(s.get("run", ""), {k: str(v) for k, v in {**s.get("env", {}), **s.get("with", {})}.items()}, s.get("id", ""),
                 s.get("uses", ""), defaults)
            for s in recipe["runs"]["steps"]
        ]
    (job,) = recipe.values()
    return [step(script, job["variables"]) for script in job["before_script"] + job["script"]]


def step(script, variables={}, id="", uses="", defaults={}):
    return {"script": script, "variables": variables, "id": id, "uses": uses, "defaults": defaults}


print(json.dumps(steps(sys.argv[1])))

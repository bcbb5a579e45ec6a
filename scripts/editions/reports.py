"""What of lint's output is compared, and where two outputs differ."""

import collections
import json
import re

# What people read in a JSON report: its wording may change.
TEXTS = {"message", "help", "title", "reason"}
# What is compared of a text: names in quotes, revision ids, releases.
WORDS = re.compile(r"`[^`]+`|\b[0-9a-f]{12}\b|\b\d+\.\d+[\w.]*")
# Names of header variables, which a sentence may quote or not.
HEADER_VARIABLES = {"depends_on", "down_revision"}


def without_texts(value):
    """A JSON value without the members that people read."""
    if isinstance(value, dict):
        return {key: without_texts(each) for key, each in value.items() if key not in TEXTS}
    return [without_texts(each) for each in value] if isinstance(value, list) else value


def content(arguments, output):
    """What is compared of the output of a run: of a report a dictionary, of a patch its lines, of a text its words."""
    if "json" in arguments:
        return without_texts(json.loads(output)) if output.startswith(b"{") else None
    if "--diff" in arguments:
        return output.decode(errors="surrogateescape").split("\n")
    if arguments[0] in ("plan", "core"):
        lines = output.decode(errors="replace").split("\n")
        return [sorted({word.strip("`") for word in WORDS.findall(line)} - HEADER_VARIABLES) for line in lines]
    return None


def unmatched(before, after):
    """The elements of each of two lists that the other one does not contain."""
    before, after = (collections.Counter(json.dumps(each, sort_keys=True) for each in side) for side in (before, after))
    return [[json.loads(each) for each in rest.elements()] for rest in (before - after, after - before)]


def deltas(before, after, place="report"):
    """The places where two JSON values differ, with the two values; None is a missing one."""
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted(before.keys() | after.keys()):
            yield from deltas(before.get(key), after.get(key), f"{place}.{key}")
    elif isinstance(before, list) and isinstance(after, list):
        first, second = unmatched(before, after)
        if not first and not second:
            yield f"{place}: order", before, after
        elif len(first) != len(second):
            yield place, first, second
        for one, other in zip(first, second) if len(first) == len(second) else []:
            yield from deltas(one, other, f"{place}[{one.get('rule', '') if isinstance(one, dict) else ''}]")
    else:
        yield place, before, after


def sorting_key(element):
    """What decides the order of findings and of questions before their texts do."""
    if "severity" not in element:
        return element["rule"]
    return element["rule"], element.get("path"), element.get("range", {}).get("start", {}).get("offset")

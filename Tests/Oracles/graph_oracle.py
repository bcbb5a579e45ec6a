"""What Alembic makes of revision graphs: one JSON graph on each line of standard input, one JSON verdict on each line of output.

A graph is a list of revisions in the order in which they are loaded: {"id", "down": [id], "dependencies": [id or label], "labels": [label]}.
A verdict is {"refused": name of the exception} or the heads, real heads, bases, branch points, merge points and labels.
"""

import json
import sys
import warnings

from alembic.script.revision import Revision, RevisionMap

warnings.simplefilter("ignore")


def verdict(graph):
    def revisions():
        for each in graph:
            yield Revision(
                each["id"],
                tuple(each["down"]) or None,
                dependencies=tuple(each["dependencies"]) or None,
                branch_labels=tuple(each["labels"]) or None,
            )

    try:
        found = RevisionMap(revisions)
        ids = list(dict.fromkeys(each["id"] for each in graph))
        nodes = {each: found.get_revision(each) for each in ids}
        return {
            "heads": list(found.heads),
            "realHeads": sorted(found._real_heads),
            "bases": sorted(found.bases),
            "branchPoints": sorted(each for each in ids if nodes[each].is_branch_point),
            "mergePoints": sorted(each for each in ids if nodes[each].is_merge_point),
            "labels": {each: sorted(nodes[each].branch_labels) for each in ids},
        }
    except Exception as refusal:
        return {"refused": type(refusal).__name__}


for line in sys.stdin:
    print(json.dumps(verdict(json.loads(line))))

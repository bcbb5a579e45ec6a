"""Rewrites migrations as formatters do, and changes others in one place.

Usage: reformat_oracle.py SEED  (paths of migrations on standard input, one a line)

Prints for each file {"path", "same": [sources], "other": [sources]}: Python's parser reads the same program from the
original and each of "same", except for docstrings and the order of imports, and another one from each of "other".
"""

import ast
import io
import json
import random
import sys
import tokenize


def program(source):
    """The program without docstrings, `pass`, and the order of its imports."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            node.kind = None
        for field in ("body", "orelse", "finalbody"):
            body = getattr(node, field, None)
            if isinstance(body, list):
                setattr(node, field, [s for s in body if not is_without_effect(s)])
    imports = sorted(ast.dump(s) for s in tree.body if isinstance(s, (ast.Import, ast.ImportFrom)))
    rest = [ast.dump(s) for s in tree.body if not isinstance(s, (ast.Import, ast.ImportFrom))]
    return imports, rest


def is_without_effect(statement):
    if isinstance(statement, ast.Pass):
        return True
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def tokens(source):
    return list(tokenize.generate_tokens(io.StringIO(source).readline))


def splice(source, edits):
    """Replaces the ranges ((line, column), (line, column), text) of a source."""
    lines = source.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    place = lambda position: starts[position[0] - 1] + position[1]
    for start, end, text in sorted(edits, reverse=True):
        source = source[: place(start)] + text + source[place(end) :]
    return source


def requote(source, rng):
    edits = []
    for token in tokens(source):
        if token.type != tokenize.STRING or "\n" in token.string or token.string.lstrip("bBrRuU")[:3] in ('"""', "'''"):
            continue
        if token.string.lower().lstrip("ru")[0] not in "'\"":
            continue
        value = ast.literal_eval(token.string)
        choices = [repr(value), "'''" + value + "'''", "u" + repr(value), 'r"' + value + '"', '"' + value + '"']
        if len(value) > 2:
            choices.append(repr(value[:2]) + " " + repr(value[2:]))
        for text in rng.sample(choices, len(choices)):
            try:
                if ast.literal_eval(text) == value:
                    edits.append((token.start, token.end, text))
                    break
            except (SyntaxError, ValueError):
                pass
    return splice(source, edits)


def parenthesise(source, rng):
    """Wraps operands into parentheses, where a formatter does."""
    for _ in range(12):
        found = [t for t in tokens(source) if t.type not in (tokenize.COMMENT, tokenize.NL)]
        starts = [i for i, t in enumerate(found[:-1]) if t.string in ("=", "return", "(", ",", "[") and i > 1]
        if not starts:
            return source
        first = rng.choice(starts) + 1
        ends = [
            j for j in range(first, min(first + 30, len(found) - 1))
            if found[j + 1].string in (",", ")", "]") or found[j + 1].type == tokenize.NEWLINE
        ]
        if not ends:
            continue
        last = rng.choice(ends)
        gap = rng.choice(["", "\n", " "])
        opening = (found[first].start, found[first].start, "(" + gap)
        closing = (found[last].end, found[last].end, gap + ")")
        source = accepted(splice(source, [opening, closing]), source)
    return source


def add_commas(source, rng):
    for _ in range(8):
        ends = [t for t in tokens(source) if t.string in (")", "]", "}")]
        if not ends:
            return source
        token = rng.choice(ends)
        source = accepted(splice(source, [(token.start, token.start, rng.choice([",", ",\n"]))]), source)
    return source


def add_lines(source, rng):
    edits = []
    for token in tokens(source):
        if token.type in (tokenize.NEWLINE, tokenize.NL) and rng.random() < 0.3:
            choices = ["  # remark", "\n\n", ";" if token.type == tokenize.NEWLINE else ""]
            edits.append((token.start, token.start, rng.choice(choices)))
        if token.string in ("(", "[", "{") and rng.random() < 0.3:
            edits.append((token.end, token.end, "\n\n"))
        if token.string == "=" and rng.random() < 0.3:
            edits.append((token.end, token.end, " \\\n  "))
    return accepted(splice(source, edits), source)


def reindent(source, rng):
    width = rng.choice([2, 3, 8])
    inside = set()
    for token in tokens(source):
        inside.update(range(token.start[0] + 1, token.end[0] + 1))
    lines = source.split("\n")
    for number, line in enumerate(lines, 1):
        blanks = len(line) - len(line.lstrip(" "))
        if number not in inside:
            lines[number - 1] = " " * (blanks // 4 * width) + line[blanks:] if blanks % 4 == 0 else line
    return accepted("\n".join(lines), source)


def shuffle_imports(source, rng):
    statements = [s for s in ast.parse(source).body if isinstance(s, (ast.Import, ast.ImportFrom))]
    if len(statements) < 2 or any(s.lineno != s.end_lineno for s in statements):
        return source
    lines = source.split("\n")
    first, last = statements[0].lineno, statements[-1].lineno
    numbers = [s.lineno for s in statements]
    if any(lines[n - 1].strip() and not lines[n - 1].startswith("#") for n in range(first, last) if n not in numbers):
        return source
    texts = [lines[n - 1] for n in numbers]
    rng.shuffle(texts)
    for number, text in zip(numbers, texts):
        lines[number - 1] = text
    return "\n".join(lines)


def accepted(changed, source):
    try:
        return changed if program(changed) == program(source) else source
    except (SyntaxError, ValueError):
        return source


def rewritten(source, rng):
    steps = [requote, parenthesise, add_commas, add_lines, reindent, shuffle_imports]
    for step in rng.sample(steps, len(steps)):
        source = accepted(step(source, rng), source)
    return source


def changed(source, rng):
    """The source with one change in one of its functions; None if there is no place for it."""
    tree = ast.parse(source)
    functions = [s for s in tree.body if isinstance(s, ast.FunctionDef)]
    places = [n for f in functions for s in f.body if not is_without_effect(s) for n in ast.walk(s)]
    places = [n for n in places if isinstance(n, (ast.Constant, ast.Name, ast.Attribute, ast.Call, ast.keyword))]
    if not places:
        return None
    node = rng.choice(places)
    if isinstance(node, ast.Constant):
        changes = {str: lambda value: value + "x", bool: lambda value: not value, int: lambda value: value + 1}
        node.value = changes.get(type(node.value), lambda value: 7)(node.value)
    elif isinstance(node, ast.Name):
        node.id += "_x"
    elif isinstance(node, ast.Attribute):
        node.attr += "_x"
    elif isinstance(node, ast.keyword):
        node.arg = (node.arg or "") + "x"
    elif node.args:
        node.args.pop()
    else:
        node.args.append(ast.Constant(1))
    try:
        text = ast.unparse(tree)
        return text if program(text) != program(source) else None
    except (SyntaxError, ValueError):
        return None


def main():
    rng = random.Random(int(sys.argv[1]))
    for path in sys.stdin.read().split("\n"):
        try:
            source = open(path, encoding="utf-8").read().replace("\r\n", "\n")
            ast.parse(source)
        except (OSError, SyntaxError, ValueError):
            continue
        same = [rewritten(source, rng) for _ in range(2)]
        other = [text for text in (changed(source, rng) for _ in range(2)) if text]
        assert all(program(text) == program(source) for text in same)
        print(json.dumps({"path": path, "same": same, "other": other}))


main()

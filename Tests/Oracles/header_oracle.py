"""What Python's own parser says that a module binds: one JSON line for each module.

    header_oracle.py files               paths on standard input, one on each line
    header_oracle.py random SEED COUNT   modules made by header_generator.py, printed along
    header_oracle.py refused             paths on standard input; prints those that Python does not compile

The rules are those of DESIGN.md, *Header evaluation*, written a second time, over the syntax tree: literals, `None`, collections, names bound
earlier, `+=`; the last assignment wins; what stands inside of a block is unknown. Offsets are bytes of the file, a BOM included.
"""

import ast
import base64
import bisect
import codecs
import io
import json
import re
import sys
import tokenize
import warnings

import header_generator

# A statement of more tokens than this is not the assignment of an identifier, and is not evaluated.
MAXIMUM_TOKENS = 4096
# Nor is a value of more parts, or a sum of more bytes.
MAXIMUM_WEIGHT = MAXIMUM_LENGTH = 4096


def weight(value):
    return 1 + sum(map(weight, value.get("elements", [])))


class Source:
    """A file's bytes, and the offsets of the places that `ast` names by line and column."""

    def __init__(self, content):
        self.content = content
        self.bom = len(codecs.BOM_UTF8) if content.startswith(codecs.BOM_UTF8) else 0
        self.encoding = tokenize.detect_encoding(io.BytesIO(re.sub(rb"\r\n?", b"\n", content)).readline)[0]
        if self.encoding == "utf-8-sig":
            self.encoding = "utf-8"
        self.starts = [0] + [match.end() for match in re.finditer(rb"\r\n|\r|\n", content)]

    def offset(self, line, column):
        start = self.starts[line - 1] + (self.bom if line == 1 else 0)
        if self.encoding == "utf-8":
            return start + column
        end = self.starts[line] if line < len(self.starts) else len(self.content)
        before = self.content[start:end].decode(self.encoding).encode()[:column].decode()
        return start + len(before.encode(self.encoding))

    def range(self, node):
        return [self.offset(node.lineno, node.col_offset), self.offset(node.end_lineno, node.end_col_offset)]

    def tokens(self, node):
        """The tokens of a node's text, comments and line breaks left out, as (text, start, end)."""
        start, end = self.range(node)
        text = self.content[start:end].decode(self.encoding)
        # The tokenizer counts characters of lines that end in a newline; remember where each of them is.
        lines, position = [], start
        for part in re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text):
            lines.append((position, part))
            position += len(part.encode(self.encoding))
        normal = re.sub(r"\r\n?", "\n", text)
        result = []
        opened = None
        for token in tokenize.generate_tokens(io.StringIO(normal + "\n").readline):
            if token.type in (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER, tokenize.INDENT):
                continue
            if token.type == tokenize.DEDENT:
                continue

            def place(row, column):
                position, part = lines[row - 1]
                return position + len(part[:column].encode(self.encoding))

            # From Python 3.12 on, an f-string is several tokens: make it one.
            name = tokenize.tok_name[token.type]
            if name in ("FSTRING_START", "TSTRING_START"):
                opened = (opened[0], opened[1] + 1) if opened else (place(*token.start), 1)
                continue
            if name in ("FSTRING_END", "TSTRING_END"):
                opened = (opened[0], opened[1] - 1)
                if opened[1] == 0:
                    result.append(("f", opened[0], place(*token.end)))
                    opened = None
                continue
            if opened is None:
                result.append((token.string, place(*token.start), place(*token.end)))
        return result


class Module:
    """Follows the statements of a module."""

    def __init__(self, content):
        self.source = Source(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.tree = ast.parse(content)
            compile(content, "module.py", "exec")
        self.names = {}
        self.origins = {}
        for statement in self.tree.body:
            self.run(statement)

    # Values: {"kind", "range", "text"?, "elements"?}

    def evaluate(self, node, tokens, extent=None):
        span = extent or self.parenthesized(self.source.range(node), tokens)
        if isinstance(node, ast.Constant):
            if node.value is None:
                return {"kind": "none", "range": span}
            if isinstance(node.value, str):
                try:
                    node.value.encode()
                except UnicodeEncodeError:
                    return None
                # A name of Unicode: the tables of it are more than it is worth.
                if b"\\N{" in self.text(node) and any(
                    span[0] <= start < span[1] and re.match(r"[^rR'\"]*['\"].*\\N{", text, re.DOTALL)
                    for text, start, _ in tokens
                ):
                    return None
                if self.source.encoding != "utf-8" and not self.source.content[span[0] : span[1]].isascii():
                    return None
                return {"kind": "string", "text": node.value, "range": span}
            if node.value is Ellipsis:
                return None
            return {"kind": "other", "range": span}
        if isinstance(node, ast.Name):
            value = self.names.get(node.id)
            return dict(value["value"], range=span) if value and value["value"] else None
        if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
            elements = [self.evaluate(element, tokens) for element in node.elts]
            if None in elements:
                return None
            return {"kind": type(node).__name__.lower(), "elements": elements, "range": span}
        if isinstance(node, ast.Dict) and not node.keys:
            return {"kind": "other", "range": span}
        return None

    @staticmethod
    def parenthesized(span, tokens):
        """The span together with the parentheses right around it."""
        first = bisect.bisect_left(tokens, span[0], key=lambda token: token[1])
        last = bisect.bisect_left(tokens, span[1], key=lambda token: token[2])
        while first > 0 and last + 1 < len(tokens) and tokens[first - 1][0] == "(" and tokens[last + 1][0] == ")":
            first, last = first - 1, last + 1
        return [tokens[first][1], tokens[last][2]]

    # Bindings: {"value": value or None, "name": range}

    def bind(self, name, value, origin=None):
        self.names[name.id] = {"value": value, "name": self.source.range(name)}
        self.origins.pop(name.id, None)
        if value and value["kind"] in ("list", "set"):
            self.origins[name.id] = tuple(origin or value["range"])

    def forget(self, identifier):
        self.names[identifier] = {"value": None, "name": None}
        self.origins.pop(identifier, None)

    def forget_aliases(self, identifier):
        origin = self.origins.get(identifier)
        for other in [name for name, at in self.origins.items() if at == origin and name != identifier]:
            self.forget(other)

    def forget_changed(self, statement):
        for node in nodes_of(statement):
            if isinstance(node, ast.Attribute):
                changed = node.value
            elif isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
                changed = node.value
            else:
                continue
            if isinstance(changed, ast.Name) and changed.id in self.origins:
                self.forget_aliases(changed.id)
                self.forget(changed.id)

    def run(self, statement):
        if any(isinstance(node, ast.ImportFrom) and node.names[0].name == "*" for node in nodes_of(statement)):
            for name in self.names:
                self.forget(name)
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            self.forget(statement.name)
        elif isinstance(statement, (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr)) or not bound_names(statement):
            self.forget_changed(statement)
            for node in nodes_of(statement):
                if isinstance(node, ast.NamedExpr):
                    self.forget(node.target.id)
            self.assign(statement)
        else:
            for name in bound_names(statement):
                self.forget_aliases(name)
                self.forget(name)
            self.forget_changed(statement)

    def assign(self, statement):
        if isinstance(statement, ast.Assign):
            targets, operators = statement.targets, len(statement.targets)
        elif isinstance(statement, ast.AnnAssign) and statement.value:
            targets, operators = [statement.target], 1
        elif isinstance(statement, ast.AugAssign):
            targets, operators = [statement.target], 1
        else:
            return
        tokens = self.source.tokens(statement)
        # The value is what follows the last `=` that assigns; those of annotations and of targets are inside of brackets.
        depth, seen, first = 0, 0, None
        for index, (text, _, _) in enumerate(tokens):
            depth += (text in ("(", "[", "{")) - (text in (")", "]", "}"))
            if depth == 0 and (text == "=" or isinstance(statement, ast.AugAssign) and text.endswith("=")):
                seen += 1
                if seen == operators:
                    first = index + 1
                    break
        value_tokens = tokens[first:]
        extent = [value_tokens[0][1], value_tokens[-1][2]]
        short = len(tokens) <= MAXIMUM_TOKENS
        value = self.evaluate(statement.value, value_tokens, extent) if short else None
        if value and weight(value) > MAXIMUM_WEIGHT:
            value = None
        origin = self.origins.get(statement.value.id) if isinstance(statement.value, ast.Name) else None
        if isinstance(statement, ast.AugAssign):
            if isinstance(statement.target, ast.Name):
                self.augment(statement, value)
            return
        for target in targets:
            if isinstance(target, ast.Name):
                self.bind(target, value, origin)
                continue
            plain = isinstance(target, (ast.Tuple, ast.List)) and all(isinstance(e, ast.Name) for e in target.elts)
            unpacks = value and value["kind"] in ("tuple", "list") and plain and len(value["elements"]) == len(target.elts)
            # `(a), b = …`: parentheses of its own around a name are left open.
            if unpacks and not re.search(rb"\(\s*\(|\)\s*,|,\s*\(|\[\s*\(|\)\s*\]|\)\s*\)", self.text(target)):
                for name, element in zip(target.elts, value["elements"]):
                    self.bind(name, element)
                continue
            for node in ast.walk(target):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    self.forget(node.id)

    def text(self, node):
        start, end = self.source.range(node)
        return self.source.content[start:end]

    def augment(self, statement, value):
        name = statement.target.id
        old = self.names.get(name)
        old_value = old and old["value"]
        self.forget_aliases(name)
        if isinstance(statement.op, ast.Add) and old_value and value:
            length = sum(len(v.get("text", "").encode()) for v in (old_value, value))
            if weight(old_value) + weight(value) > MAXIMUM_WEIGHT or length > MAXIMUM_LENGTH:
                self.forget(name)
                return
            kinds = (old_value["kind"], value["kind"])
            if kinds == ("string", "string"):
                self.names[name]["value"] = {
                    "kind": "string", "text": old_value["text"] + value["text"], "range": value["range"]
                }
                return
            if kinds in (("tuple", "tuple"), ("list", "list"), ("list", "tuple")):
                self.names[name]["value"] = {
                    "kind": kinds[0], "elements": old_value["elements"] + value["elements"], "range": value["range"]
                }
                return
        self.forget(name)

    # The docstring

    def docstring(self):
        """The fields of a docstring that is one literal without escapes; `None` for any other."""
        body = self.tree.body
        if not body or not isinstance(body[0], ast.Expr) or not isinstance(body[0].value, ast.Constant):
            return None
        if not isinstance(body[0].value.value, str):
            return None
        tokens = self.source.tokens(body[0])
        if len(tokens) != 1 or "\\" in tokens[0][0] or self.source.encoding != "utf-8":
            return None
        lines = [line.strip(" \t\f") for line in body[0].value.value.split("\n")]
        fields = {"range": [tokens[0][1], tokens[0][2]]}
        for key, label in (("revisionID", "Revision ID:"), ("revises", "Revises:"), ("createDate", "Create Date:")):
            for line in lines:
                if line.startswith(label):
                    fields[key] = line[len(label) :].strip(" \t\f")
                    break
        labels = ("Revision ID:", "Revises:", "Create Date:")
        fields["title"] = next((line for line in lines if line and not line.startswith(labels)), "")
        return fields


def nodes_of(statement):
    """The nodes of a statement that run in the module's own scope, bodies of functions and classes and f-strings left out."""
    open_nodes = [statement]
    while open_nodes:
        node = open_nodes.pop()
        yield node
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) or type(node).__name__ in (
            "JoinedStr",
            "TemplateStr",
        ):
            continue
        open_nodes.extend(ast.iter_child_nodes(node))


def bound_names(statement):
    """The names that a statement other than a plain assignment may bind."""
    names = set()
    # Names of a comprehension are its own, and a bare annotation binds nothing.
    unbound = set()
    for node in nodes_of(statement):
        if isinstance(node, ast.comprehension):
            unbound.update(id(name) for name in ast.walk(node.target))
        elif isinstance(node, ast.AnnAssign) and node.value is None:
            unbound.add(id(node.target))
    for node in nodes_of(statement):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load) and id(node) not in unbound:
            names.add(node.id)
        elif isinstance(node, ast.alias) and node.name != "*":
            names.add(node.asname or node.name.split(".")[0])
        elif isinstance(node, ast.ExceptHandler) and node.name:
            names.add(node.name)
        elif type(node).__name__ in ("MatchAs", "MatchStar") and node.name:
            names.add(node.name)
        elif type(node).__name__ == "MatchMapping" and node.rest:
            names.add(node.rest)
        elif type(node).__name__ == "TypeAlias":
            names.add(node.name.id)
    return names


def judge(content):
    try:
        module = Module(content)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        return {"refused": str(error)}
    encoding = module.source.encoding
    return {
        "names": {
            # A name that is not UTF-8 stands as a reader shows it that does not decode the file.
            name.encode(encoding).decode("utf-8", "replace"): {"value": binding["value"], "name": binding["name"]}
            for name, binding in module.names.items()
        },
        "docstring": module.docstring(),
    }


def refuses(path):
    try:
        with warnings.catch_warnings(), open(path, "rb") as file:
            warnings.simplefilter("ignore")
            compile(file.read(), path, "exec")
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return True
    return False


def main(mode, *arguments):
    if mode == "files":
        for path in sys.stdin.read().splitlines():
            with open(path, "rb") as file:
                print(json.dumps({"path": path, **judge(file.read())}))
    elif mode == "random":
        seed, count = map(int, arguments)
        for content in header_generator.modules(seed, count):
            print(json.dumps({"source": base64.b64encode(content).decode(), **judge(content)}))
    elif mode == "refused":
        for path in filter(refuses, sys.stdin.read().splitlines()):
            print(path)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(*sys.argv[1:])

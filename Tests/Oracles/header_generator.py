"""Makes small modules in odd forms: what a migration's header could look like if its author had a bad day.

The same seed gives the same modules. Not all of them compile: those that do are a judge's work, the others must only not crash.
"""

import random
import sys

NAMES = ["revision", "down_revision", "branch_labels", "depends_on", "extra", "other", "größe"]
IDS = ["9cbc348cc1dc", "a1", "", "0029", "schema", "ä€😀", "None", "down_revision = 'no'", "#", "{", "{x}", "it's", 'say "x"']


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.newline = "\n"

    def one(self, *choices):
        choice = self.random.choice(choices)
        return choice() if callable(choice) else choice

    def some(self, chance):
        return self.random.random() < chance

    # Expressions

    def string(self, allows_bytes=True):
        prefix = self.one("", "", "", "", "", "", "", "r", "u", "R", "U", "f", "rf", "F", self.one("b", "rb", "Br"))
        quote = self.one('"', "'", '"""', "'''")
        text = self.one(*IDS).replace(quote[0], "")
        if not allows_bytes:
            prefix = prefix.replace("b", "").replace("B", "")
        raw, is_bytes = "r" in prefix.lower(), "b" in prefix.lower()
        if is_bytes:
            text = text.encode("ascii", "ignore").decode()
        if self.some(0.25) and not raw:
            text += self.one("\\n", "\\\\", "\\'", '\\"', "\\x41", "\\101", "\\0", "\\q", "\\t", "\\\n", "\\u00e9", "\\U0001F600")
            if not is_bytes and self.some(0.2):
                text += self.one("\\N{EM DASH}", "\\ud800")
        if raw and self.some(0.2):
            text += self.one("\\d", "\\\\", "\\" + quote[0], "\\u12")
        if len(quote) == 3 and self.some(0.3):
            text += "\n" + self.one("revision = inside", "#", "", quote[0] * 2 + "\n", "it is " + quote[0] + "x")
        if "f" in prefix.lower() and self.some(0.7):
            text = text.replace("{", "{{").replace("}", "}}")
            text += self.field(quote)
        return prefix + quote + text + quote

    def field(self, quote, depth=0):
        """A replacement field; where this Python reads them (PEP 701), with quotes, comments and strings of its own."""
        nests = sys.version_info >= (3, 12)
        inner = self.one("revision", "1", "(lambda: 1)()", "{1: 2}[1]", "extra!r", "1:>{2}", "1 != 2", "[1][0:1]", "other=")
        if nests and depth < 3 and self.some(0.5):
            text = self.one("a", "revision = 'x'", "}", "#", "{{}}", "").replace(quote[0], "")
            inner = self.one(
                quote[0] + text + quote[0],
                lambda: "f" + quote[0] + "x" + self.field(quote[0], depth + 1) + quote[0],
                "'}'.join([\"{\"])",
                "'\\n'",
            )
        return "{ " + inner + "}" if inner.startswith("{") else "{" + inner + "}"

    def atom(self, depth=0):
        choices = ["None", "None", self.string, self.string, self.string, lambda: self.one(*NAMES), "1", "0x1f", "True", "..."]
        choices += ["1_0.5e3j", "-1", "a.b", "f(1)", "x[0]", "lambda a=1: a", "not 1", "{}", "{1: 2}", "1if 1else 2", "[*()]"]
        if depth < 3:
            choices += [lambda: self.bracketed(depth)] * 8
            choices += [lambda: f"({self.gap()}{self.atom(depth + 1)}{self.gap()})"] * 3
        if self.some(0.2):
            return self.inline().join(self.string(False) for _ in range(self.random.randint(2, 3)))
        return self.one(*choices)

    def bracketed(self, depth):
        opening, closing = self.one("()", "[]", "{}")
        elements = [self.atom(depth + 1) for _ in range(self.random.randint(0, 3))]
        comma = "," if self.some(0.4) and elements else ""
        inner = (self.gap() + "," + self.gap()).join(elements)
        return opening + self.gap() + inner + self.gap() + comma + self.gap() + closing

    def value(self):
        if self.some(0.15):
            return ", ".join(self.atom() for _ in range(self.random.randint(1, 3))) + self.one("", ",")
        return self.atom()

    def gap(self):
        """What may stand between tokens inside of brackets."""
        return self.one("", "", "", " ", "  ", "\n", "\n    ", "  # revision = 'no'\n", "\t", "\f", "\\\n", "# it's (\n")

    def inline(self):
        """What may stand between tokens of a line."""
        return self.one("", "", " ", " ", " ", "  ", "\t", " \\\n  ", "\\\n", "\f")

    # Statements

    def target(self):
        name = self.one(*NAMES)
        return self.one(
            name, name, name, name, name, name, f"({name})", f"(({name}))", f"({name},)", f"[{name}]", f"{name}.x", f"{name}[0]",
            lambda: f"{name}, {self.one(*NAMES)}", lambda: f"({name}, {self.one(*NAMES)})",
            lambda: f"[{name},{self.one(*NAMES)},]", lambda: f"x.y, {name}", lambda: f"*{name}, extra",
            lambda: f"({name}, (extra, other))", lambda: f"x[{name}], other",
        )

    def assignment(self):
        i = self.inline
        name = self.one(*NAMES)
        return self.one(
            *[lambda: f"{name}{i()}={i()}{self.value()}"] * 6,
            lambda: "=".join(self.target() + i() for _ in range(self.random.randint(1, 3))) + "=" + i() + self.value(),
            lambda: f"{name}{i()}:{i()}str{i()}={i()}{self.value()}",
            lambda: f"{name}: Union[str, None] = {self.value()}",
            lambda: f"({name}): 'a = b' = {self.value()}",
            lambda: f"{name}: str",
            lambda: f"{name}{i()}+={i()}{self.value()}",
            lambda: f"{name} {self.one('-=', '*=', '|=', '//=', '>>=', '**=', '@=')}{self.one('', ' ')}{self.one('-1', '~x', self.atom)}",
            lambda: f"{name} = {self.one(*NAMES)}",
            lambda: f"{name} ={self.one('-1', '+1', '~1', '*x,', '=1')}",
        )

    def expression(self):
        name = self.one(*NAMES)
        return self.one(
            f"{name}.append('x')", f"print({name})", f"({name} := 'x')", f"f({name}=1)", f"{name}=={self.one('-1', '1')}",
            f"y = {name}.pop()", f"assert {name} == -1, 'a'", f"{name} < -1", f"lambda {name}=1: {name}", f"{name}[0]",
            f"z = lambda {name}='x', *a: 1", f"[{name} for {name} in ()]", f"z = [({name} := i) for i in ()]",
            f"del {name}", f"del x, {name}", f"del {name}[0]", f"del ({name}.x)", f"import {name}", f"import a.b, {name} as extra",
            f"from a import (b as {name},\n  other,)", f"from .{name} import c", "from x import *" if self.some(0.1) else "pass",
            f"import {name}.b", "pass", self.string,
        )

    def simple(self):
        return self.one(self.assignment, self.assignment, self.assignment, self.expression)

    def line(self):
        count = self.one(1, 1, 1, 1, 2, 3)
        text = (self.inline() + ";" + self.inline()).join(self.simple() for _ in range(count))
        return text + self.one("", "", "", ";", "  # revision = 'x'", "  # it's", " ")

    def block(self, depth=0):
        name, other = self.one(*NAMES), self.one(*NAMES)
        head = self.one(
            f"if {name}:", f"if (x := {name}):", "try:", f"for {name} in {other}:", f"for x, ({name}, y) in z:", f"while {other}:",
            f"with {name} as {other}:", f"with (a as {name}, b as x.y):", f"with a as ({name}, {other}), b:", f"def {name}(a, {other}=1):",
            f"async def {name}():", f"class {name}({other}):", "match x:", f"if lambda: {name}:", f"for x[{name}] in y:",
            f"if {{1: {name}}}:", f"for x in (lambda: {name}):",
        )
        if head == "match x:":
            pattern = self.one(
                name, f"[{name}, *{other}]", f"P({name}={other})", f"{{'a': {name}, **{other}}}", f"A.{name}", f"1 as {name}",
                f"P({name}) if {other}", "None | True", "_",
            )
            return f"{head}\n    case {pattern}:\n        {self.line()}"
        if self.some(0.3):
            text = head + " " + self.line()
        else:
            indent = self.one("    ", " ", "\t", "\t  ", "\f  ")
            inner = [self.line, self.line, "# comment\n", ""]
            if depth < 2:
                inner.append(lambda: self.block(depth + 1))
            lines = [self.one(*inner) for _ in range(self.random.randint(1, 3))] + ["pass"]
            if self.some(0.2):
                lines.insert(0, self.docstring())
            text = head + self.one("", "  # c", " ") + "\n"
            # Lines inside of a string or a bracket are indented along, which does them no harm.
            text += "\n".join(indent + part for line in lines for part in line.split("\n"))
        if head == "try:":
            text += f"\nexcept E as {name}:\n  {self.line()}\n" + self.one("", "finally:\n  pass", "else: other = 1")
        return text

    def docstring(self):
        quote = self.one('"""', "'''", '"""')
        fields = [
            self.one("Add a table.", "", "  Müll", "revision = 'doc'"), "", self.one("Revision ID: abc", "Revision ID:", " Revision ID:  abc  "),
            self.one("Revises: def", "Revises:", "Revises: a, b", "revises: x"), "Create Date: 2020-01-01", "", "down_revision = 'doc' ",
        ]
        if self.some(0.3):
            self.random.shuffle(fields)
        return self.one("", "", "r", "u", "f", "b") + quote + "\n".join(fields) + quote

    def module(self):
        lines = []
        if self.some(0.15):
            lines.append(self.one("# -*- coding: utf-8 -*-", "#!/usr/bin/python", "# coding=latin-1", "", "# vim: fileencoding: ascii"))
        if self.some(0.1):
            lines.append(self.one("# coding: latin-1", "# comment", "\f", "  "))
        if self.some(0.6):
            lines.append(self.docstring() + self.one("", "", "", "; revision = 'after'", " + ''", ".strip()", " 'more'"))
        for _ in range(self.random.randint(1, 7)):
            lines.append(self.one(self.line, self.line, self.line, self.line, self.block, "", "# revision = 'comment'", "  # indented", "\f"))
        text = "\n".join(lines) + self.one("\n", "", "\n\n", "  ", "\n# end")
        text = text.replace("\n", self.one("\n", "\n", "\n", "\n", "\r\n", "\r"))
        latin = "latin-1" in "".join(lines[:2])
        content = text.encode("latin-1" if latin else "utf-8", "replace")
        return (b"\xef\xbb\xbf" if self.some(0.1) and not latin else b"") + content


def modules(seed, count):
    generator = Generator(seed)
    for _ in range(count):
        yield generator.module()

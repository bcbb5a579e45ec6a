import Alembic
import Foundation
import TestSupport
import Testing

@Suite("Code is what a migration does, and not how it is written")
struct MigrationCodeTests {
    private func code(_ text: String) -> MigrationCode {
        let bytes = Array(text.utf8)
        return MigrationCode(of: bytes, header: HeaderReader.header(of: bytes))
    }

    private static let migration = """
        import sqlalchemy as sa
        from alembic import op
        revision = 'a1'
        down_revision = None
        def upgrade():
            op.add_column('t', sa.Column('c', sa.Integer(), nullable=False))
            for name in ['a', 'b']:
                op.execute("update t set c = 1 where n = '" + name + "'")
            return 1, 2
        """

    @Test(
        "A rewritten line is equal",
        arguments: [
            ("'t'", "\"t\""), ("'t'", "r't'"), ("'t'", "u\"\"\"t\"\"\""), ("['a', 'b']", "[\n  'a',\n  'b',\n]"),
            ("'a'", "('a')"), ("sa.Integer()", "(sa.Integer())"), ("nullable=False))", "nullable=False,),)"),
            ("return 1, 2", "return (1, 2)"), ("return 1, 2", "return (\n 1,\n 2,\n)"),
            ("['a', 'b']:", "('a', 'b'):"), ("'update", "'up' 'date"), ("def upgrade", "# remark\n\n\ndef upgrade"),
            ("def upgrade():", "def upgrade():\n    '''Upgrades.'''\n    pass"), ("None", "(None)"),
            ("revision = 'a1'", "revision: str = \"a1\""), ("'a1'", "('a1')"),
            ("import sqlalchemy as sa\nfrom alembic import op", "from alembic import (op,)\nimport sqlalchemy as sa"),
            ("1, 2", "1, 2;"), ("return 1, 2", "return \\\n  1, 2"),
        ])
    func sameCode(_ old: String, _ new: String) {
        let rewritten = Self.migration.replacing(
            "['a', 'b']:", with: old == "['a', 'b']:" ? "'a', 'b':" : "['a', 'b']:")
        #expect(code(rewritten) == code(rewritten.replacing(old == "['a', 'b']:" ? "'a', 'b':" : old, with: new)))
    }

    @Test(
        "Another program is not equal",
        arguments: [
            ("'t'", "'T'"), ("'t'", "b't'"), ("'t'", "('t',)"), ("['a', 'b']", "['a' 'b']"), ("'a'", "'a\\n'"),
            ("['a', 'b']", "('a', 'b')"), ("nullable=False", "nullable=True"), ("return 1, 2", "return 1"),
            ("return 1, 2", "return (1, 2),"), ("+ name", "+ 'name'"), ("return", "pass\n    return 0,"),
            ("    return", "        return"), ("op.add_column", "op.drop_column"),
            ("import sqlalchemy as sa", "sa = 1"),
            ("sa.Integer()", "sa.Integer"), ("'t'", "f'{t}'"), ("return 1, 2", "return (yield 1), 2"),
        ])
    func otherCode(_ old: String, _ new: String) {
        #expect(Self.migration.contains(old))
        #expect(code(Self.migration) != code(Self.migration.replacing(old, with: new)))
    }

    @Test("Short blocks equal long ones, and f-strings equal their joined parts")
    func statements() {
        #expect(code("if a: b(); c()\n") == code("if (a):\n  b()\n  c()\n"))
        #expect(code("if lambda: 1: b()\n") == code("if lambda: 1:\n  b()\n"))
        #expect(code("x = f'a' f\"{b}\" '{c}'\n") == code("x = f\"a{b}{{c}}\"\n"))
        #expect(code("with (open(a) as b, c):\n  d()\n") == code("with open(a) as b, c:\n  d()\n"))
        #expect(code("import a, b\n") == code("import b\nimport a\n"))
        #expect(code("x = 0XFF\n") == code("x = 0xff\n"))
        #expect(code("x = (a or b) and c\n") != code("x = a or b and c\n"))
        #expect(code("x = a in (b or c)\n") != code("x = a in b or c\n"))
        #expect(code("x = a[b,]\n") != code("x = a[b]\n"))
        #expect(code("x = (1,)\n") != code("x = (1)\n"))
        #expect(code("x = (1,)\n") == code("x = 1,\n"))
        #expect(code("x = t'a'\n") != code("x = 'a'\n"))
        #expect(code("x = b'\\u0041'\n") != code("x = b'A'\n"))
    }

    private struct Rewritten: Decodable {
        let path: String
        let same: [String]
        let other: [String]
    }

    @Test("Released migrations equal what a formatter makes of them, and differ from changed ones", arguments: [1, 2])
    func releasedMigrations(seed: Int) throws {
        let files = try PythonOracle.pythonFiles(below: PythonOracle.releasedMigrations())
        var generator = SeededGenerator(seed: UInt64(seed))
        let some = files.shuffled(using: &generator).prefix(60)
        let all = try PythonOracle.values(
            Rewritten.self, of: "reformat_oracle.py", ["\(seed)"], input: some.joined(separator: "\n"))
        #expect(all.count > 50)
        for file in all {
            let original = try code(String(contentsOfFile: file.path, encoding: .utf8))
            for text in file.same { #expect(code(text) == original, "\(file.path):\n\(text)") }
            for text in file.other { #expect(code(text) != original, "\(file.path):\n\(text)") }
        }
    }
}

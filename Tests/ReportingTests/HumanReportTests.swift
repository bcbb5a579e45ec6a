import Diagnostics
import Reporting
import SourceFiles
import Testing

/// Whole findings on the page, written by hand.
struct HumanReportTests {
    @Test("A report is laid out with excerpts, notes, help and a summary")
    func laysOutAReport() {
        let (samples, report) = Samples.full()
        #expect(
            samples.text(.human, report) == """
                info[data-root]: there is no data root

                error[single-head]: two heads in branch data: a1, b2
                 --> migrations/a.py:3:17
                  |
                3 | down_revision = "c3"
                  |                 ^^^^
                note: the other head is b2
                 --> migrations/b.py:1:12
                  |
                1 | revision = "b2"
                  |            ----
                note: the folder
                 --> migrations
                  = note: both are children of c3
                  = help: merge them
                  = fix: set `down_revision` to `b2` (unsafe)

                not evaluated[depends-on-current]: the release of orchestrator-core is unknown
                 --> uv.lock:2:8
                  |
                2 | name = "orchestrator-core"
                  |        ^^^^^^^^^^^^^^^^^^^
                  = help: pin it exactly

                Found 1 error and 1 info in 51 migrations; 1 check could not be evaluated; 3 suppressed
                  snapshot: merge of commit 0123456789ab into origin/main
                  base: HEAD
                  environment: migrations (orchestrator), heads a1 (data, extra), be3163f7c49d
                  core: orchestrator-core 5.0.3 from uv.lock, schema head be3163f7c49d

                """)
    }

    /// Numbers of one and of three digits share one gutter.
    @Test("All excerpts of a finding share one gutter")
    func sharesOneGutter() {
        let samples = Samples(["a.py": "here\n", "b.py": String(repeating: "\n", count: 120) + "there\n"])
        let diagnostic = Diagnostic(
            rule: "r", severity: .warning, message: "m", at: samples.place("a.py", "here"),
            details: .init(help: "h", notes: [Note("n", at: samples.place("b.py", "there"))]))
        #expect(
            samples.human(diagnostic) == """
                warning[r]: m
                   --> a.py:1:1
                    |
                  1 | here
                    | ^^^^
                note: n
                   --> b.py:121:1
                    |
                121 | there
                    | -----
                    = help: h

                """)
    }

    @Test("A finding without an excerpt names its file")
    func namesTheFileWhereThereIsNoExcerpt() {
        let samples = Samples(["a.py": "x"])
        let whole = Diagnostic(
            rule: "r", severity: .error, message: "m", at: Location("a.py"), details: .init(help: "h"))
        #expect(samples.human(whole) == "error[r]: m\n --> a.py\n  = help: h\n")
        let gone = Diagnostic(rule: "r", severity: .error, message: "m", at: Location("gone.py", 3..<4))
        #expect(samples.human(gone) == "error[r]: m\n --> gone.py\n")
        let root = Diagnostic(rule: "r", severity: .error, message: "m", at: Location(.root))
        #expect(samples.human(root) == "error[r]: m\n --> .\n")
    }

    @Test("Colours do not change the text")
    func colours() {
        let samples = Samples(["a.py": "x = 1\n"])
        let report = Samples.report([
            Diagnostic(
                rule: "r", severity: .error, message: "m", at: samples.place("a.py", "1"),
                details: .init(help: "h", notes: [Note("n", at: samples.place("a.py", "x"))]))
        ])
        let colored = samples.text(.human, report, ReportOptions(colors: .ansi))
        let expected = """
            <1;31>error[r]<0><1>: m<0>
            <34> --><0> a.py:1:5
            <34>  |<0>
            <34>1 |<0> x = 1
            <34>  |<0> <1;31>    ^<0>
            <1>note<0>: n
            <34> --><0> a.py:1:1
            <34>  |<0>
            <34>1 |<0> x = 1
            <34>  |<0> <34>-<0>
            <34>  =<0> <1>help<0>: h

            <1;31>Found 1 error<0> in 51 migrations
              snapshot: working tree
              environment: migrations (alembic), no head

            """
        #expect(
            colored == expected.replacing("<", with: "\u{1B}[").replacing(">", with: "m").replacing("--m", with: "-->"))
        // Without its codes it is the plain report.
        let stripped = colored.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
        #expect(stripped == samples.text(.human, report))
    }

    @Test("Green is used only for a pass")
    func isGreenOnlyForAPass() {
        let options = ReportOptions(colors: .ansi)
        let check = NotEvaluated(rule: "r", reason: "why", help: "how")
        let green = "\u{1B}[1;32m"
        #expect(Samples().text(.human, Samples.report(), options).contains(green))
        #expect(!Samples().text(.human, Samples.report(notEvaluated: [check]), options).contains(green))
        #expect(!Samples().text(.concise, Samples.report(notEvaluated: [check]), options).contains(green))
    }

    @Test("Hostile text is escaped")
    func survivesHostileText() {
        let path = Path(normalized: Array("d/a\n\u{1B}[2J\u{202E}.py".utf8))
        var samples = Samples()
        samples.files[path] = Array("x = \"\u{1B}]0;t\u{7}\u{9B}31m\u{202E}abc\u{2066}\u{0}\"\n".utf8)
        let place = samples.place(path, "abc")
        let diagnostic = Diagnostic(
            rule: "r", severity: .error, message: "a\nerror[fake]: b\u{1B}[31m\u{2029}", at: place,
            details: .init(help: "\u{9D}"))
        #expect(
            samples.human(diagnostic) == #"""
                error[r]: a\nerror[fake]: b\x1b[31m\u2029
                 --> d/a\x0a\x1b[2J\xe2\x80\xae.py:1:20
                  |
                1 | x = "\x1b]0;t\x07\x9b31m\u202eabc\u2066\x00"
                  |                               ^^^
                  = help: \x9d

                """#)
    }

    @Test("A fix that was made is reported with its file and the finding that it fixed")
    func reportsFixesThatWereMade() {
        let fix = Fix("set `revision` to `b2`", applicability: .safe, edits: [Edit("b.py", .create(contents: ""))])
        let finding = Diagnostic(rule: "r", severity: .error, message: "m", at: Location("a.py"))
        let report = Samples.report(applied: [AppliedFix(fix, of: finding)])
        #expect(
            Samples().text(.human, report).hasPrefix(
                """
                fixed[r]: set `revision` to `b2`
                 --> b.py
                  = was: m

                Fixed 1 finding. All checks passed: 51 migrations

                """))
        #expect(Samples().text(.concise, report).hasPrefix("b.py: fixed: set `revision` to `b2` [r]\n"))
    }
}

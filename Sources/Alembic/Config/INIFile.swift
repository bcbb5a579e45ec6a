internal import SourceFiles

/// An `.ini` file, read as Python's `configparser` reads it.
///
/// Takes bytes; returns sections and options with the ranges of their values, and what `configparser` would refuse.
/// Source: CPython's `Lib/configparser.py` with the defaults that Alembic uses: `=` and `:`, comments only on their own
/// lines, values that continue in indented lines, `%` interpolation, option names in lower case.
struct INIFile {
    struct Option {
        let name: String
        let nameRange: ByteRange
        /// The value before interpolation; lines are joined by `\n`.
        var value: String
        var valueRange: ByteRange
    }

    struct Section {
        let name: String
        let range: ByteRange
        var options: [Option] = []

        func option(_ name: String) -> Option? {
            options.first { $0.name == name }
        }

        /// Whether somebody who wrote this name meant `alembic`.
        var isMisspelled: Bool {
            let letters = name.lowercased().utf8.filter { $0 != UInt8(ascii: " ") }
            return name != "alembic" && letters.elementsEqual("alembic".utf8)
        }

        /// The same section with another name.
        func renamed(_ name: String) -> Section {
            Section(name: name, range: range, options: options)
        }
    }

    struct Problem: Error {
        let message: String
        let range: ByteRange
    }

    private(set) var sections: [Section] = []
    private(set) var problems: [Problem] = []

    init(_ bytes: [UInt8]) {
        var lineStart = 0
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { lineStart = 3 }
        var optionIndentation: Int?
        while lineStart < bytes.count {
            var lineEnd = lineStart
            while lineEnd < bytes.count, bytes[lineEnd] != UInt8(ascii: "\n") { lineEnd += 1 }
            read(line: lineStart..<lineEnd, of: bytes, optionIndentation: &optionIndentation)
            lineStart = lineEnd + 1
        }
        for section in sections.indices {
            for option in sections[section].options.indices {
                while sections[section].options[option].value.last?.isWhitespace == true {
                    sections[section].options[option].value.removeLast()
                }
            }
        }
    }

    func section(_ name: String) -> Section? {
        sections.first { $0.name == name }
    }

    private mutating func read(line: ByteRange, of bytes: [UInt8], optionIndentation: inout Int?) {
        let content = bytes[line].trimmedRange
        let indentation = content.lowerBound - line.lowerBound
        guard let first = bytes[content].first else {
            if optionIndentation != nil { appendToLastOption("", at: nil) }
            return
        }
        if first == UInt8(ascii: "#") || first == UInt8(ascii: ";") { return }
        if let outer = optionIndentation, indentation > outer {
            appendToLastOption(String(decoding: bytes[content], as: UTF8.self), at: content)
            return
        }
        if first == UInt8(ascii: "["), let close = bytes[content].lastIndex(of: UInt8(ascii: "]")) {
            let name = String(decoding: bytes[(content.lowerBound + 1)..<close], as: UTF8.self)
            if section(name) != nil {
                problems.append(Problem(message: "the section `[\(name)]` occurs twice", range: content))
            }
            sections.append(Section(name: name, range: content))
            optionIndentation = nil
            return
        }
        guard !sections.isEmpty else {
            problems.append(Problem(message: "this line is before the first section", range: content))
            return
        }
        guard let separator = bytes[content].firstIndex(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") })
        else {
            problems.append(Problem(message: "this line is neither a section nor an option", range: content))
            return
        }
        let nameRange = bytes[content.lowerBound..<separator].trimmedRange
        let valueRange = bytes[(separator + 1)..<content.upperBound].trimmedRange
        let name = String(decoding: bytes[nameRange], as: UTF8.self).lowercased()
        let last = sections.count - 1
        if sections[last].option(name) != nil {
            problems.append(
                Problem(message: "the option `\(name)` occurs twice in `[\(sections[last].name)]`", range: nameRange))
        }
        let value = String(decoding: bytes[valueRange], as: UTF8.self)
        sections[last].options.append(Option(name: name, nameRange: nameRange, value: value, valueRange: valueRange))
        optionIndentation = indentation
    }

    private mutating func appendToLastOption(_ text: String, at range: ByteRange?) {
        guard let section = sections.indices.last, let option = sections[section].options.indices.last else { return }
        sections[section].options[option].value += "\n" + text
        if let range {
            let old = sections[section].options[option].valueRange
            sections[section].options[option].valueRange =
                (old.isEmpty ? range.lowerBound : old.lowerBound)..<range.upperBound
        }
    }

    // MARK: Interpolation

    /// The value of an option with every `%(name)s` replaced; `here` is the folder of the file.
    func value(of name: String, in section: Section, here: String) throws(Problem) -> String? {
        guard let option = section.option(name) ?? self.section("DEFAULT")?.option(name) else { return nil }
        return try interpolate(option.value, of: option, in: section, here: here, depth: 0)
    }

    private func interpolate(
        _ text: String,
        of option: Option,
        in section: Section,
        here: String,
        depth: Int
    ) throws(Problem) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        guard depth < 10 else { throw Problem(message: "`%(…)s` refers to itself", range: option.valueRange) }
        var result = ""
        var rest = Substring(text)
        while let percent = rest.firstIndex(of: "%") {
            result += rest[..<percent]
            rest = rest[rest.index(after: percent)...]
            if rest.hasPrefix("%") {
                result += "%"
                rest = rest.dropFirst()
                continue
            }
            guard rest.hasPrefix("("), let close = rest.firstIndex(of: ")"), rest[close...].hasPrefix(")s") else {
                let message = "`%` must be followed by `%` or `(name)s`; write `%%` for a plain one"
                throw Problem(message: message, range: option.valueRange)
            }
            let name = rest[rest.index(after: rest.startIndex)..<close].lowercased()
            rest = rest[rest.index(close, offsetBy: 2)...]
            if name == "here" {
                result += here
            } else if let other = section.option(name) ?? self.section("DEFAULT")?.option(name) {
                result += try interpolate(other.value, of: option, in: section, here: here, depth: depth + 1)
            } else {
                throw Problem(message: "`%(\(name))s` does not name an option of this file", range: option.valueRange)
            }
        }
        return result + rest
    }
}

extension ArraySlice<UInt8> {
    /// The range without white space at both ends.
    fileprivate var trimmedRange: ByteRange {
        var (start, end) = (startIndex, endIndex)
        while end > start, self[end - 1].isBlank || self[end - 1].isLineBreak { end -= 1 }
        while start < end, self[start].isBlank || self[start].isLineBreak { start += 1 }
        return start..<end
    }
}

internal import Alembic
internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// Edits that change the header variables and the docstring of a migration.
///
/// Takes a migration and the new values; returns edits of nothing but the old values. If one of the values cannot be
/// replaced without changing something else, there are no edits. A published migration is never edited.
struct HeaderEdits {
    /// A new value of a header variable.
    enum Value: Equatable {
        case none
        case string(String)
        case tuple([String])

        /// `None`, one id, or a tuple of several, as Alembic's template writes them.
        init(ids: [String]) {
            self = ids.isEmpty ? .none : ids.count == 1 ? .string(ids[0]) : .tuple(ids)
        }
    }

    private let migration: Migration
    private var replacements: [(range: ByteRange, text: String)] = []
    private var lines: [String] = []
    private var isPossible = true

    /// Starts without an edit; `nil` if a fix may not edit the migration.
    init?(_ migration: Migration, in project: Project) {
        guard project.deployment.mayEdit(migration) else { return nil }
        self.init(unchecked: migration)
    }

    /// Starts without an edit; the caller has checked that this file is unpublished.
    init(unchecked migration: Migration) {
        self.migration = migration
    }

    /// The edits; `nil` if not all of them can be made, or none is needed.
    var edits: [Edit]? {
        var edits = replacements.map { Edit(migration.path, .replace($0.range, with: $0.text)) }
        if !lines.isEmpty {
            guard let start = migration.header.nextLine else { return nil }
            let ending = start.ending.rawValue
            let text =
                start.followsUnfinishedLine
                ? lines.map { ending + $0 }.joined() : lines.map { $0 + ending }.joined()
            edits.append(Edit(migration.path, .replace(start.offset..<start.offset, with: text)))
        }
        return isPossible && !edits.isEmpty ? edits : nil
    }

    // MARK: Variables

    /// Sets a variable; adds a line if it is not assigned.
    mutating func set(_ name: HeaderVariable, to value: Value) {
        switch migration.header[name] {
        case .unknown: isPossible = false
        case .absent:
            guard let text = PythonText.literal(value, quote: quote) else { return fail() }
            lines.append("\(name) = \(text)")
        case .known(let old, _):
            guard old.ownsText, !isShared(old.range, by: name) else { return fail() }
            // One string that replaces one string leaves what is around it: brackets, quotes, comments.
            if case .string(let id) = value, let only = onlyElement(of: old) { return replace(only, by: id) }
            guard let text = PythonText.literal(value, quote: quote) else { return fail() }
            replacements.append((old.range, text))
        }
    }

    /// Replaces one element of a variable's value with another id.
    mutating func replace(_ element: StaticValue, of name: HeaderVariable, by id: String) {
        guard case .known(let value, _) = migration.header[name] else { return fail() }
        let elements = value.elements
        if elements.count == 1 { return set(name, to: .string(id)) }
        guard let position = elements.firstIndex(where: { $0.range == element.range && $0.kind == element.kind }) else {
            return fail()
        }
        if value.range.contains(element.range), value.ownsText || elements[position].ownsText,
            !isShared(value.range, by: name)
        {
            return replace(element, by: id)
        }
        // The elements are elsewhere, bound to a name: the value that refers to the name is replaced as a whole.
        var ids = elements.map(\.string)
        ids[position] = id
        guard !elements.contains(where: { value.range.contains($0.range) }), !ids.contains(nil) else { return fail() }
        set(name, to: .tuple(ids.compactMap(\.self)))
    }

    private mutating func replace(_ element: StaticValue, by id: String) {
        if let literal = element.literal {
            guard PythonText.isPlain(id) else { return fail() }
            replacements.append((literal.content, id))
        } else {
            guard let text = PythonText.literal(.string(id), quote: quote) else { return fail() }
            replacements.append((element.range, text))
        }
    }

    /// The only string of a value, if it is within the range of the value.
    private func onlyElement(of value: StaticValue) -> StaticValue? {
        guard value.elements.count == 1, let only = value.elements.first, only.string != nil,
            value.range.contains(only.range)
        else { return nil }
        return only
    }

    // MARK: Docstring

    /// Sets the line `Revision ID:` of the docstring, if there is one.
    mutating func setDocstring(revisionID id: String) {
        set(migration.header.docstring.revisionID, to: id)
    }

    /// Sets the line `Revises:` of the docstring, if there is one.
    mutating func setDocstring(revises ids: [String]) {
        set(migration.header.docstring.revises, to: ids.joined(separator: ", "))
    }

    private mutating func set(_ field: Docstring.Field?, to text: String) {
        guard let field, field.text != text else { return }
        guard PythonText.isPlain(text) else { return fail() }
        replacements.append((field.range, field.range.isEmpty ? " " + text : text))
    }

    // MARK: Old text

    private mutating func fail() { isPossible = false }

    /// The quotation mark that the file uses for its revision id.
    private var quote: UInt8 { migration.header.revision.value?.literal?.quote ?? UInt8(ascii: "\"") }

    /// Whether another variable gets its value from the same text.
    private func isShared(_ range: ByteRange, by name: HeaderVariable) -> Bool {
        HeaderVariable.allCases.contains { other in
            guard other != name, let value = migration.header[other].value else { return false }
            return value.range.overlaps(range)
        }
    }
}

extension ByteRange {
    /// Whether `other` is within this range.
    fileprivate func contains(_ other: ByteRange) -> Bool {
        lowerBound <= other.lowerBound && other.upperBound <= upperBound
    }
}

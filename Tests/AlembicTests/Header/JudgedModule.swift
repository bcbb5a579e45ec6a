import Alembic
import Foundation

/// What `header_oracle.py` says of a module.
struct JudgedModule: Decodable {
    struct Name: Decodable {
        let value: JudgedValue?
        let name: [Int]?
    }

    struct Fields: Decodable {
        let range: [Int]
        let title: String
        let revisionID: String?
        let revises: String?
        let createDate: String?
    }

    private static let identifiers = HeaderVariable.allCases.map(\.description)

    let path: String?
    let source: Data?
    /// Why Python does not compile it.
    let refused: String?
    let names: [String: Name]?
    let docstring: Fields?

    /// The bytes of the module.
    func bytes() throws -> [UInt8] {
        if let source { return Array(source) }
        return try Array(Data(contentsOf: URL(fileURLWithPath: path ?? "")))
    }

    /// Where the reader and the judge do not say the same; a module that Python refuses is nothing to compare.
    func disagreements(with bytes: [UInt8]) -> [String] {
        guard let names else { return [] }
        var disagreements: [String] = []
        if let defect = HeaderReader.header(of: bytes).defect { disagreements.append("defect: \(defect)") }
        let ours = HeaderReader.names(of: bytes)
        for name in Set(names.keys).union(ours.keys).sorted() {
            let theirs = names[name].map { JudgedName($0) } ?? .absent
            let mine = ours[name].map { JudgedName($0) } ?? .absent
            // Of names that mean nothing to Alembic, only what is known is kept.
            if !Self.identifiers.contains(name), mine.isOpen, theirs.isOpen { continue }
            if mine != theirs { disagreements.append("\(name): \(mine), and Python says \(theirs)") }
        }
        if let docstring { disagreements += docstring.disagreements(with: HeaderReader.header(of: bytes).docstring) }
        return disagreements
    }
}

extension JudgedModule.Fields {
    fileprivate func disagreements(with docstring: Docstring) -> [String] {
        let pairs: [(String, String?, String?)] = [
            ("title", docstring.title, title),
            ("Revision ID", docstring.revisionID?.text, revisionID),
            ("Revises", docstring.revises?.text, revises),
            ("Create Date", docstring.createDate?.text, createDate),
            ("range", docstring.range.map { "\([$0.lowerBound, $0.upperBound])" }, "\(range)"),
        ]
        return pairs.filter { $1 != $2 }.map { "docstring, \($0): \($1 ?? "nil"), and Python says \($2 ?? "nil")" }
    }
}

/// What is known of a name, in a form that both sides can be brought to.
private enum JudgedName: Equatable, CustomStringConvertible {
    case absent
    case unknown
    case known(JudgedValue, name: [Int])

    var isOpen: Bool { self == .absent || self == .unknown }

    init(_ name: JudgedModule.Name) {
        if let value = name.value, let range = name.name {
            self = .known(value, name: range)
        } else {
            self = .unknown
        }
    }

    init(_ identifier: Identifier) {
        switch identifier {
        case .absent: self = .absent
        case .unknown: self = .unknown
        case .known(let value, let name): self = .known(JudgedValue(value), name: [name.lowerBound, name.upperBound])
        }
    }

    var description: String {
        switch self {
        case .absent: "absent"
        case .unknown: "unknown"
        case .known(let value, let name): "\(value), name at \(name)"
        }
    }
}

/// A value and its place, with those of its elements.
struct JudgedValue: Decodable, Equatable, CustomStringConvertible {
    let kind: String
    let range: [Int]
    let text: String?
    let elements: [JudgedValue]?

    init(_ value: StaticValue) {
        range = [value.range.lowerBound, value.range.upperBound]
        switch value.kind {
        case .none: (kind, text, elements) = ("none", nil, nil)
        case .string(let string): (kind, text, elements) = ("string", string, nil)
        case .other: (kind, text, elements) = ("other", nil, nil)
        case .collection(let members, let brackets):
            (kind, text, elements) = ("\(brackets)", nil, members.map { JudgedValue($0) })
        }
    }

    var description: String {
        "\(kind) \(text.map(\.debugDescription) ?? "")\(elements.map { "\($0)" } ?? "") at \(range)"
    }

    static func == (left: JudgedValue, right: JudgedValue) -> Bool {
        // Texts by their bytes: two that are canonically equivalent are two ids to a database.
        left.kind == right.kind && left.range == right.range && left.elements == right.elements
            && left.text.map { Array($0.utf8) } == right.text.map { Array($0.utf8) }
    }
}

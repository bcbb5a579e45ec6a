import Foundation

/// A value of a JSON document, as Foundation reads it: a reader that has nothing in common with the writer under test.
struct JSONNode {
    private let value: Any?

    /// Reads a document.
    init(parsing bytes: [UInt8]) throws {
        value = try JSONSerialization.jsonObject(with: Data(bytes))
    }

    private init(_ value: Any?) {
        self.value = value
    }

    /// A member; absent where there is none.
    subscript(key: String) -> JSONNode { JSONNode((value as? [String: Any])?[key]) }

    /// Whether there is a value.
    var isPresent: Bool { value != nil }

    /// The keys of an object.
    var keys: Set<String> { Set((value as? [String: Any])?.keys.map { $0 } ?? []) }

    /// The elements of an array; `nil` for anything else.
    var elements: [JSONNode]? { (value as? [Any])?.map { JSONNode($0) } }

    /// The text of a string.
    var text: String? { value as? String }

    /// A number, and no truth value.
    var integer: Int? { (value as? NSNumber).flatMap { Self.isBoolean($0) ? nil : $0 as? Int } }

    /// A truth value, and no number.
    var boolean: Bool? { (value as? NSNumber).flatMap { Self.isBoolean($0) ? $0.boolValue : nil } }

    private static func isBoolean(_ number: NSNumber) -> Bool {
        unsafe String(cString: number.objCType) == "c"
    }
}

extension JSONNode {
    /// The findings of a report.
    var diagnostics: [JSONNode] { self["diagnostics"].elements ?? [] }

    /// The rules that found something, each once.
    var rules: Set<String> { Set(diagnostics.compactMap { $0["rule"].text }) }

    /// The first finding of a rule.
    func diagnostic(of rule: String) -> JSONNode? {
        diagnostics.first { $0["rule"].text == rule }
    }
}

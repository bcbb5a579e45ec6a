internal import JSONSyntax
internal import SourceFiles

/// The JSON values that a key of `rules.json` accepts.
indirect enum SettingsShape: Sendable {
    /// A key of an object.
    struct Member: Sendable {
        let name: String
        let summary: String
        let shape: SettingsShape
        let isRequired: Bool
    }

    /// The version of the format: the number 1.
    case version
    /// A string.
    case text
    /// A path within the repository.
    case path
    /// One of these strings; `refused` are strings with the reason why they are none of them.
    case choice([String], refused: [String: String] = [:])
    /// This string only, and why.
    case constant(String, reason: String)
    /// A value, or `null` for the default.
    case nullable(SettingsShape)
    /// A list.
    case list(of: SettingsShape)
    /// An object with these keys and no others.
    case object([Member])

    /// Why a value is refused.
    struct Problem {
        let message: String
        let range: Range<Int>
    }

    /// Whether a value is neither a list nor an object, and has a default.
    var isScalar: Bool {
        switch self {
        case .text, .path, .choice, .constant, .nullable: true
        case .version, .list, .object: false
        }
    }

    // MARK: Checking

    /// Checks `value` and adds what is wrong with it to `problems`; `place` names it as in `core.head`.
    func check(_ value: JSONValue, at place: String, _ problems: inout [Problem]) {
        switch self {
        case .version:
            if value.integer != 1 { refuse(value, "`\(place)` must be 1, the version of the format", &problems) }
        case .text, .path, .choice, .constant: checkText(value, at: place, isNullable: false, &problems)
        case .nullable(let shape):
            if !value.isNull { shape.checkText(value, at: place, isNullable: true, &problems) }
        case .list(let element):
            guard let elements = value.array else {
                refuse(value, "`\(place)` must be a list, not \(value.kindName)", &problems)
                return
            }
            for (index, value) in elements.enumerated() { element.check(value, at: "\(place)[\(index)]", &problems) }
        case .object(let keys): check(value, keys, at: place, &problems)
        }
    }

    private func checkText(_ value: JSONValue, at place: String, isNullable: Bool, _ problems: inout [Problem]) {
        guard let text = value.string else {
            let expected = isNullable ? "a string or null" : "a string"
            return refuse(value, "`\(place)` must be \(expected), not \(value.kindName)", &problems)
        }
        switch self {
        case .path where text.hasPrefix("/") || Path(resolving: text.utf8) == nil:
            refuse(value, "`\(text)` points outside of the repository", &problems)
        case .choice(_, let refused) where refused[text] != nil:
            refuse(value, "`\(text)` is not accepted in `\(place)`: \(refused[text] ?? "")", &problems)
        case .choice(let choices, _) where !choices.contains(text):
            let known = choices.map { "`\($0)`" }.joined(separator: ", ")
            refuse(value, "`\(text)` is not a valid value of `\(place)`; expected \(known)", &problems)
        case .constant(let only, let reason) where text != only:
            refuse(value, "`\(place)` must be `\(only)`: \(reason)", &problems)
        default: break
        }
    }

    private func check(_ value: JSONValue, _ keys: [Member], at place: String, _ problems: inout [Problem]) {
        guard let members = value.object else {
            let name = place.isEmpty ? "the file" : "`\(place)`"
            return refuse(value, "\(name) must be a JSON object, not \(value.kindName)", &problems)
        }
        for member in members {
            let name = place.isEmpty ? member.key : place + "." + member.key
            guard let key = keys.first(where: { $0.name == member.key }) else {
                let nearest = NearestName.of(member.key, among: keys.map(\.name))
                let hint = nearest.map { ": did you mean `\($0)`?" } ?? ""
                problems.append(Problem(message: "unknown key `\(name)`\(hint)", range: member.keyRange))
                continue
            }
            key.shape.check(member.value, at: name, &problems)
        }
        for key in keys where key.isRequired && value[key.name] == nil {
            refuse(value, "`\(key.name)` is missing" + (place.isEmpty ? "" : " in `\(place)`"), &problems)
        }
    }

    private func refuse(_ value: JSONValue, _ message: String, _ problems: inout [Problem]) {
        problems.append(Problem(message: message, range: value.range))
    }

    // MARK: The JSON Schema

    /// Writes the JSON Schema (draft 2020-12) of the value, into an object that is open.
    func writeSchema(to json: inout JSONWriter) {
        switch self {
        case .version:
            json.key("const")
            json.integer(1)
        case .text, .path: write(type: ["string"], to: &json)
        case .nullable: write(type: ["string", "null"], to: &json)
        case .choice(let choices, _):
            json.key("enum")
            json.array(.line) { json in for choice in choices { json.string(choice) } }
        case .constant(let text, _):
            json.key("const")
            json.string(text)
        case .list(let element):
            write(type: ["array"], to: &json)
            json.key("items")
            json.object { element.writeSchema(to: &$0) }
        case .object(let keys):
            Self.writeObjectSchema(required: keys.filter(\.isRequired).map(\.name), to: &json) { json in
                for key in keys {
                    json.key(key.name)
                    json.object { json in
                        json.key("description")
                        json.string(key.summary)
                        key.shape.writeSchema(to: &json)
                    }
                }
            }
        }
    }

    private func write(type names: [String], to json: inout JSONWriter) {
        json.key("type")
        if names.count == 1 { return json.string(names[0]) }
        json.array(.line) { json in for name in names { json.string(name) } }
    }

    /// Writes the JSON Schema of an object, into an object that is open; `properties` writes its keys.
    static func writeObjectSchema(
        required: [String], to json: inout JSONWriter, _ properties: (inout JSONWriter) -> Void
    ) {
        json.key("type")
        json.string("object")
        json.key("additionalProperties")
        json.bool(false)
        json.key("properties")
        json.object(.lines, properties)
        if required.isEmpty { return }
        json.key("required")
        json.array(.line) { json in for name in required { json.string(name) } }
    }
}

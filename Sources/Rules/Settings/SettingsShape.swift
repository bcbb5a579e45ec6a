internal import JSONSyntax

/// What a value of `rules.json` may be: the one description from which the file is checked, its default written and its JSON Schema made.
indirect enum SettingsShape: Sendable {
    /// A key of an object.
    struct Key: Sendable {
        let name: String
        let summary: String
        let shape: SettingsShape
        /// Whether it has to be there where the object is there.
        var isRequired = false
    }

    /// The version of the format: the number 1.
    case version
    /// A string, or `null` for the default; `example` says what is meant.
    case text(default: String?)
    /// One of these strings.
    case choice([String], default: String)
    /// A list.
    case list(of: SettingsShape)
    /// An object with these keys and no others.
    case object([Key])

    /// Why a value is refused.
    struct Problem {
        let message: String
        let range: Range<Int>
    }

    /// Checks `value` and adds to `problems` whatever is wrong with it; `place` is its name as in `core.head`.
    func check(_ value: JSONValue, at place: String, _ problems: inout [Problem]) {
        switch self {
        case .version:
            if value.integer != 1 { refuse(value, "`\(place)` must be 1, the version of the format", &problems) }
        case .text(let standard):
            if value.string == nil, !(value.isNull && standard == nil) {
                let expected = standard == nil ? "a string or null" : "a string"
                refuse(value, "`\(place)` must be \(expected), not \(value.kindName)", &problems)
            }
        case .choice(let choices, _):
            guard let text = value.string else {
                refuse(value, "`\(place)` must be a string, not \(value.kindName)", &problems)
                return
            }
            if !choices.contains(text) {
                let known = choices.map { "`\($0)`" }.joined(separator: ", ")
                refuse(value, "`\(text)` is no value of `\(place)`: it takes \(known)", &problems)
            }
        case .list(let element):
            guard let elements = value.array else {
                refuse(value, "`\(place)` must be a list, not \(value.kindName)", &problems)
                return
            }
            for (index, value) in elements.enumerated() { element.check(value, at: "\(place)[\(index)]", &problems) }
        case .object(let keys):
            guard let members = value.object else {
                refuse(
                    value, place.isEmpty ? "the file must hold a JSON object" : "`\(place)` must be an object",
                    &problems)
                return
            }
            for member in members {
                let name = place.isEmpty ? member.key : place + "." + member.key
                guard let key = keys.first(where: { $0.name == member.key }) else {
                    let known =
                        NearestName.of(member.key, among: keys.map(\.name)).map { ": did you mean `\($0)`?" } ?? ""
                    problems.append(Problem(message: "unknown key `\(name)`\(known)", range: member.keyRange))
                    continue
                }
                key.shape.check(member.value, at: name, &problems)
            }
            for key in keys where key.isRequired && value[key.name] == nil {
                refuse(value, "`\(key.name)` is missing" + (place.isEmpty ? "" : " in `\(place)`"), &problems)
            }
        }
    }

    private func refuse(_ value: JSONValue, _ message: String, _ problems: inout [Problem]) {
        problems.append(Problem(message: message, range: value.range))
    }

    // MARK: The default

    /// Writes the default value.
    func writeDefault(to json: inout JSONWriter) {
        switch self {
        case .version: json.integer(1)
        case .text(let text?), .choice(_, let text): json.string(text)
        case .text(nil): json.null()
        case .list: json.array(.line) { _ in }
        case .object(let keys):
            json.object { json in
                for key in keys {
                    json.key(key.name)
                    key.shape.writeDefault(to: &json)
                }
            }
        }
    }

    // MARK: The JSON Schema

    /// Writes the JSON Schema (draft 2020-12) of the value, into an object that is open.
    func writeSchema(to json: inout JSONWriter) {
        switch self {
        case .version:
            json.key("const")
            json.integer(1)
        case .text(let standard):
            json.key("type")
            if standard == nil {
                json.array(.line) { json in
                    json.string("string")
                    json.string("null")
                }
            } else {
                json.string("string")
            }
            json.key("default")
            writeDefault(to: &json)
        case .choice(let choices, let standard):
            json.key("enum")
            json.array(.line) { json in for choice in choices { json.string(choice) } }
            json.key("default")
            json.string(standard)
        case .list(let element):
            json.key("type")
            json.string("array")
            json.key("items")
            json.object { element.writeSchema(to: &$0) }
        case .object(let keys):
            json.key("type")
            json.string("object")
            json.key("additionalProperties")
            json.bool(false)
            json.key("properties")
            json.object { json in
                for key in keys {
                    json.key(key.name)
                    json.object { json in
                        json.key("description")
                        json.string(key.summary)
                        key.shape.writeSchema(to: &json)
                    }
                }
            }
            let required = keys.filter(\.isRequired)
            if !required.isEmpty {
                json.key("required")
                json.array(.line) { json in for key in required { json.string(key.name) } }
            }
        }
    }
}

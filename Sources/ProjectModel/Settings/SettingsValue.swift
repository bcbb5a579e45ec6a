internal import JSONSyntax
internal import SourceFiles

/// A type that a setting can have: its JSON form, and how it is read and written.
protocol SettingsValue {
    /// The JSON values that it accepts.
    static var shape: SettingsShape { get }
    /// Reads a value that matches the shape; `nil` for any other.
    init?(json: JSONValue)
    /// Writes the value.
    func write(to json: inout JSONWriter)
}

extension String: SettingsValue {
    static var shape: SettingsShape { .text }

    init?(json: JSONValue) {
        guard let text = json.string else { return nil }
        self = text
    }

    func write(to json: inout JSONWriter) { json.string(self) }
}

extension Path: SettingsValue {
    static var shape: SettingsShape { .path }

    init?(json: JSONValue) {
        guard let text = json.string else { return nil }
        self.init(resolving: text.utf8)
    }

    func write(to json: inout JSONWriter) { json.string(text) }
}

extension Settings.Profile: SettingsValue {
    static var shape: SettingsShape { .choice(allCases.map(\.rawValue)) }

    init?(json: JSONValue) {
        guard let text = json.string else { return nil }
        self.init(rawValue: text)
    }

    func write(to json: inout JSONWriter) { json.string(rawValue) }
}

extension Optional: SettingsValue where Wrapped: SettingsValue {
    static var shape: SettingsShape { .nullable(Wrapped.shape) }

    init?(json: JSONValue) {
        self = Wrapped(json: json)
    }

    func write(to json: inout JSONWriter) {
        if let self { self.write(to: &json) } else { json.null() }
    }
}

extension Array: SettingsValue where Element: SettingsValue {
    static var shape: SettingsShape { .list(of: Element.shape) }

    init?(json: JSONValue) {
        guard let elements = json.array else { return nil }
        self = elements.compactMap(Element.init(json:))
    }

    func write(to json: inout JSONWriter) {
        json.array(.line) { json in for element in self { element.write(to: &json) } }
    }
}

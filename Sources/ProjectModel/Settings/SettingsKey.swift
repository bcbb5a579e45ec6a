internal import JSONSyntax

/// One key of `rules.json`: from this declaration the file is checked, read, written, described by the JSON Schema and
/// documented.
///
/// `Root` is the value that the object is read into.
struct SettingsKey<Root> {
    let name: String
    let summary: String
    let shape: SettingsShape
    /// Whether an object without the key is refused.
    let isRequired: Bool
    /// Reads a value that matches the shape.
    let read: (JSONValue, inout Root) -> Void
    /// Writes the value.
    let write: (Root, inout JSONWriter) -> Void
    /// Whether the key stands in the file of the repository's root alone.
    private(set) var isAtRootOnly = false
    /// The keys of an object that is read into the same root; empty for any other value.
    private(set) var members: [SettingsKey<Root>] = []

    /// A key for the value at `path`.
    init<Value: SettingsValue>(
        _ name: String, _ summary: String, _ path: WritableKeyPath<Root, Value>, isRequired: Bool = false
    ) {
        self.init(name, summary, Value.shape, path, isRequired: isRequired)
    }

    /// A key for the value at `path`, with a narrower shape than that of its type.
    init<Value: SettingsValue>(
        _ name: String, _ summary: String, _ shape: SettingsShape, _ path: WritableKeyPath<Root, Value>,
        isRequired: Bool = false
    ) {
        self.init(
            name, summary, shape, isRequired: isRequired,
            read: { json, root in if let value = Value(json: json) { root[keyPath: path] = value } },
            write: { root, json in root[keyPath: path].write(to: &json) })
    }

    /// A key that is read and written by closures.
    init(
        _ name: String, _ summary: String, _ shape: SettingsShape, isRequired: Bool = false,
        read: @escaping (JSONValue, inout Root) -> Void,
        write: @escaping (Root, inout JSONWriter) -> Void
    ) {
        self.name = name
        self.summary = summary
        self.shape = shape
        self.isRequired = isRequired
        self.read = read
        self.write = write
    }

    /// An object whose keys are read into the same root.
    static func group(_ name: String, _ summary: String, _ keys: [SettingsKey<Root>]) -> SettingsKey<Root> {
        var key = SettingsKey(
            name, summary, .object(keys.map(\.member)),
            read: { json, root in keys.read(json, into: &root) },
            write: { root, json in keys.write(root, to: &json) })
        key.members = keys
        return key
    }

    /// This key, which stands in the file of the repository's root alone.
    var atRootOnly: Self {
        var key = self
        key.isAtRootOnly = true
        return key
    }

    /// The key, as its object's shape lists it.
    var member: SettingsShape.Member {
        SettingsShape.Member(name: name, summary: summary, shape: shape, isRequired: isRequired)
    }

    /// Writes the key and its JSON Schema with the default that `standard` has, into an object that is open.
    func writeSchema(default standard: Root, to json: inout JSONWriter) {
        json.key(name)
        json.object { json in
            json.key("description")
            json.string(summary)
            if members.isEmpty {
                shape.writeSchema(to: &json)
            } else {
                members.writeSchema(default: standard, to: &json)
            }
            if shape.isScalar {
                json.key("default")
                write(standard, &json)
            }
        }
    }
}

extension Array {
    /// Reads the members of an object that matches the shape of these keys.
    func read<Root>(_ value: JSONValue, into root: inout Root) where Element == SettingsKey<Root> {
        for key in self { value[key.name].map { key.read($0, &root) } }
    }

    /// Writes an object with all keys.
    func write<Root>(_ root: Root, to json: inout JSONWriter) where Element == SettingsKey<Root> {
        json.object { json in
            for key in self {
                json.key(key.name)
                key.write(root, &json)
            }
        }
    }

    /// Writes the JSON Schema of an object with these keys, into an object that is open.
    func writeSchema<Root>(default standard: Root, to json: inout JSONWriter) where Element == SettingsKey<Root> {
        SettingsShape.writeObjectSchema(required: filter(\.isRequired).map(\.name), to: &json) { json in
            for key in self { key.writeSchema(default: standard, to: &json) }
        }
    }
}

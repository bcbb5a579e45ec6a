internal import JSONSyntax

extension JSONWriter {
    /// Writes a member; nothing if `value` is `nil`.
    mutating func member(_ name: String, _ value: String?) {
        guard let value else { return }
        key(name)
        string(value)
    }

    /// Writes a member whose value is a number.
    mutating func member(_ name: String, _ value: Int) {
        key(name)
        integer(value)
    }

    /// Writes a member whose value is an array.
    mutating func array<Element>(
        _ name: String, of elements: [Element], _ write: (Element, inout JSONWriter) -> Void
    ) {
        key(name)
        array { json in
            for element in elements { write(element, &json) }
        }
    }
}

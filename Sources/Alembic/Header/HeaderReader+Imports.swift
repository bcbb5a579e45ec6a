internal import SourceFiles

extension HeaderReader {
    /// The literals that a module binds at module level; none if it has a syntax error.
    static func constants(of bytes: [UInt8]) -> [String: StaticValue] {
        let source = bytes.span
        let reader = HeaderReader(reading: source, imports: .ignored)
        guard reader.header.defect == nil else { return [:] }
        return reader.bindings.names.compactMapValues { binding in
            if case .known(let value, _) = binding { value } else { nil }
        }
    }

    /// Reads the header of a file again, with the values of the imported names that unknown variables refer to; `nil`
    /// if none is found in `modules`.
    static func header(
        of bytes: [UInt8], in folder: Path, importingFrom modules: ImportedModules
    ) throws(SnapshotError) -> MigrationHeader? {
        let first = HeaderReader(reading: bytes.span, imports: .listed)
        guard first.header.defect == nil else { return nil }
        let words = HeaderVariable.allCases.reduce(into: Set<String>()) { words, variable in
            guard case .unknown(_, let statement) = first.header[variable] else { return }
            words.formUnion(Self.words(in: bytes[statement]))
        }
        var values: [ImportedName: [String: StaticValue]] = [:]
        for imported in Set(first.bindings.imported) where words.contains(imported.boundName) {
            let found = try modules.values(of: imported, in: folder)
            if !found.isEmpty { values[imported] = found }
        }
        if values.isEmpty { return nil }
        var header = HeaderReader(reading: bytes.span, imports: .known(values)).header
        header.usesImports = true
        return header
    }

    private static func words(in statement: ArraySlice<UInt8>) -> [String] {
        statement.split { !($0.isLowercase || $0.isUppercase || $0.isDigit || $0 == UInt8(ascii: "_") || $0 >= 0x80) }
            .map { String(decoding: $0, as: UTF8.self) }
    }
}

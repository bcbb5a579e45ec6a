internal import SourceFiles

/// What makes Python refuse the bytes of a configuration before it parses them.
enum EncodingProblem: Equatable {
    /// The file begins with a byte order mark, which Python takes for a part of the first line.
    case byteOrderMark
    /// The byte at this offset is not UTF-8.
    case notUTF8(at: Int)

    /// Finds what is wrong with the bytes of a file; `nil` if nothing is.
    init?(_ bytes: [UInt8]) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            self = .byteOrderMark
            return
        }
        // Most files are ASCII.
        guard bytes.contains(where: { $0 >= 0x80 }), String(validating: bytes, as: UTF8.self) == nil else { return nil }
        self = .notUTF8(at: Self.validPrefix(of: bytes))
    }

    /// The problem in the file `path`.
    func problem(in path: Path) -> EnvironmentConfig.Problem {
        let isINI = !path.name.elementsEqual(EnvironmentConfig.pyprojectName.utf8)
        switch self {
        case .byteOrderMark:
            return .init(
                message: "`\(path.nameText)` begins with a byte order mark: Alembic fails with "
                    + (isINI ? "`MissingSectionHeaderError`" : "`TOMLDecodeError`"),
                range: 0..<3, help: "save the file as UTF-8 without a byte order mark")
        case .notUTF8(let offset):
            return .init(
                message: "`\(path.nameText)` contains a byte that is not UTF-8: "
                    + "Alembic fails with `UnicodeDecodeError`",
                range: offset..<(offset + 1), help: "save the file as UTF-8")
        }
    }

    /// The number of bytes before the first one that is not UTF-8.
    private static func validPrefix(of bytes: [UInt8]) -> Int {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var position = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { position += UTF8.width(scalar) }
        return position
    }
}

extension EnvironmentConfig {
    /// The same environment with `problems` of the file `path` alone.
    func with(_ problems: [Problem], in path: Path) -> EnvironmentConfig {
        var config = self
        config.problems = problems.map { problem in
            var problem = problem
            if path != self.path { problem.file = path }
            return problem
        }
        return config
    }

    /// The same environment without the locations whose text is not UTF-8.
    var withoutGuesses: EnvironmentConfig {
        let isGuess = { (location: Location) in location.text.unicodeScalars.contains("\u{FFFD}") }
        var config = self
        if scriptLocation.map(isGuess) == true { config.scriptLocation = nil }
        config.versionLocations.removeAll(where: isGuess)
        return config
    }
}

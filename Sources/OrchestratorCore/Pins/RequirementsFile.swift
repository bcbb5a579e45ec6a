internal import SourceFiles

/// A requirements file in the format of pip: its pins, and the files that it includes.
struct RequirementsFile {
    /// Another file that this one includes.
    struct Include {
        /// The path; the file need not exist.
        let path: Path
        /// Whether it contains constraints, not requirements.
        let isConstraint: Bool
    }

    /// The pins of the package, from the start of the file.
    private(set) var pins: [Pin] = []
    /// The included files, in their order; those outside of the tree are left out.
    private(set) var includes: [Include] = []

    private let bytes: [UInt8]
    private let path: Path
    private let file: PinFile
    private let package: PackageName

    /// Reads a file.
    init(_ bytes: [UInt8], at path: Path, as file: PinFile, package: PackageName) {
        self.bytes = bytes
        self.path = path
        self.file = file
        self.package = package
        // Comments and line continuations are replaced by spaces, so that every offset stays the same.
        for line in Self.masked(bytes).split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            read(line.trimmingWhitespace)
        }
    }

    private mutating func read(_ line: ArraySlice<UInt8>) {
        guard line.first == UInt8(ascii: "-") else {
            return addRequirement(Self.withoutOptions(line))
        }
        if let name = Self.argument(of: ["-r", "--requirement"], in: line) {
            addInclude(name, isConstraint: file == .constraints)
        } else if let name = Self.argument(of: ["-c", "--constraint"], in: line) {
            addInclude(name, isConstraint: true)
        } else if let place = Self.argument(of: ["-e", "--editable"], in: line) {
            addPlace(Self.withoutOptions(place), word: "editable ")
        }
    }

    private mutating func addInclude(_ name: ArraySlice<UInt8>, isConstraint: Bool) {
        guard !name.isEmpty, name.first != UInt8(ascii: "/"), name.firstRange(ofText: "://") == nil,
            let included = Path(resolving: name, in: path.parent ?? .root)
        else { return }
        includes.append(Include(path: included, isConstraint: isConstraint))
    }

    private mutating func addRequirement(_ text: ArraySlice<UInt8>) {
        guard let requirement = Requirement(text) else { return addPlace(text, word: "") }
        if requirement.name == package {
            pins.append(Pin(requirement, in: bytes, path: path, file: file))
        } else if requirement.clauses.isEmpty, requirement.address == nil {
            // `orchestrator_core-1.3.6-py3-none-any.whl` looks like a name.
            addPlace(text, word: "")
        }
    }

    /// Adds an address or a folder; its package is the fragment `#egg=`, or its last component.
    private mutating func addPlace(_ text: ArraySlice<UInt8>, word: String) {
        guard let name = Self.packageName(of: text, like: package), name == package else { return }
        let place = String(decoding: text, as: UTF8.self)
        pins.append(
            Pin(
                path: path, range: text.startIndex..<text.endIndex, file: file, requirement: place, version: nil,
                origin: .elsewhere(word + place)))
    }
}

extension RequirementsFile {
    /// The bytes with spaces instead of comments and of the line ends after a backslash.
    private static func masked(_ bytes: [UInt8]) -> [UInt8] {
        var masked = bytes
        if masked.starts(with: [0xEF, 0xBB, 0xBF]) { for index in 0..<3 { masked[index] = 0x20 } }
        var isComment = false
        // Whether the current line, without the lines that it continues, is blank so far, or a comment.
        var (lineIsBlank, lineIsComment) = (true, false)
        for index in masked.indices {
            let byte = bytes[index]
            if byte == 0x0A {
                let backslash = index > 0 && bytes[index - 1] == 0x0D ? index - 2 : index - 1
                let isJoined = !lineIsComment && backslash >= 0 && bytes[backslash] == UInt8(ascii: "\\")
                (lineIsBlank, lineIsComment) = (true, false)
                if isJoined {
                    for position in backslash...index { masked[position] = 0x20 }
                } else {
                    isComment = false
                }
                continue
            }
            if lineIsBlank, !byte.isWhitespace { (lineIsBlank, lineIsComment) = (false, byte == UInt8(ascii: "#")) }
            let isAfterBlank = index == 0 || masked[index - 1].isWhitespace
            if byte == UInt8(ascii: "#"), isAfterBlank { isComment = true }
            if isComment, byte != 0x0D { masked[index] = 0x20 }
        }
        return masked
    }

    /// The requirement without the options after it, like `--hash`.
    private static func withoutOptions(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let option = line.indices.dropFirst().first { line[$0] == UInt8(ascii: "-") && line[$0 - 1].isWhitespace }
        return line[..<(option ?? line.endIndex)].trimmingWhitespace
    }

    /// The argument of an option: `-r a.txt`, `-ra.txt`, `--requirement a.txt`, `--requirement=a.txt`.
    private static func argument(of names: [String], in line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        for name in names where line.starts(with: name.utf8) {
            let rest = line.dropFirst(name.utf8.count)
            if name.hasPrefix("--") {
                guard let separator = rest.first, separator.isWhitespace || separator == UInt8(ascii: "=") else {
                    continue
                }
                return rest.dropFirst().trimmingWhitespace
            }
            return rest.trimmingWhitespace
        }
        return nil
    }

    /// The package at an address: its `#egg=`, or `package` if the last component is that package or an archive of it.
    private static func packageName(of text: ArraySlice<UInt8>, like package: PackageName) -> PackageName? {
        if let egg = text.firstRange(ofText: "#egg=") {
            return PackageName(text[egg.upperBound...].prefix { $0.isNameByte })
        }
        let address = text.prefix { $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "?") && !$0.isWhitespace }
        guard var last = address.split(separator: UInt8(ascii: "/")).last else { return nil }
        // `name.git@tag`: a tag with a slash is not supported.
        last = last.prefix { $0 != UInt8(ascii: "@") && $0 != UInt8(ascii: "[") }
        if last.suffix(4).elementsEqual(".git".utf8) { last.removeLast(4) }
        let name = PackageName(last)
        if name == package { return package }
        let rest = name.normalized.dropFirst(package.normalized.count)
        let isArchive =
            name.normalized.starts(with: package.normalized) && rest.first == UInt8(ascii: "-")
            && rest.dropFirst().first?.isDigit == true
        return isArchive ? package : nil
    }
}

extension Pin {
    /// A requirement in the bytes of a file.
    init(_ requirement: Requirement, in bytes: [UInt8], path: Path, file: PinFile) {
        let exact = requirement.exactVersion(in: bytes)
        let text = String(decoding: bytes[requirement.range], as: UTF8.self)
        let isBare = requirement.clauses.isEmpty && requirement.address == nil
        self.init(
            path: path,
            range: exact?.range ?? requirement.range,
            file: file,
            requirement: isBare ? "" : text,
            version: exact?.version,
            origin: requirement.address == nil ? .index : .elsewhere(text)
        )
    }
}

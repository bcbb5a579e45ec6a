internal import SourceFiles

/// Names folders of the work tree as arguments for somebody who stands anywhere: in it, above it, or elsewhere.
struct FolderArgument {
    private let root: Path
    private let current: Path

    /// Takes the absolute paths of the work tree's root and of the folder that the user stands in; `nil` if one of them
    /// is not valid.
    init?(root: [UInt8], from current: [UInt8]) {
        guard let root = Path(resolving: root), let current = Path(resolving: current) else { return nil }
        (self.root, self.current) = (root, current)
    }

    /// The argument for the folder at `path` in the work tree, quoted for the shell if that is necessary.
    func word(for path: Path) -> String {
        let target = Path(resolving: path.bytes, in: root) ?? root
        let (there, here) = (target.components, current.components)
        let common = zip(there, here).prefix { $0 == $1 }.count
        // With nothing in common, the absolute path is the clearer one.
        if common == 0 { return ShellWord.of("/" + target.description) }
        let upward = Array(repeating: Array("..".utf8)[...], count: here.count - common)
        let words = upward + there[common...]
        let text = Path.printable(Array(words.joined(separator: [UInt8(ascii: "/")])))
        return ShellWord.of(text.hasPrefix("-") ? "./" + text : text)
    }
}

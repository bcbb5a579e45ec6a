import SourceFiles

extension MemoryTree {
    /// A snapshot of files as texts.
    convenience init(_ files: [String: String]) {
        self.init(
            Dictionary(uniqueKeysWithValues: files.map { (Path(normalized: Array($0.key.utf8)), Array($0.value.utf8)) })
        )
    }
}

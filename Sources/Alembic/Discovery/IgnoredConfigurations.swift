public import SourceFiles

extension Discovery {
    /// The folders that are looked at for what Git ignores, and their levels.
    private static let (ignoredFolders, ignoredLevels) = (200, 4)

    /// The `alembic.ini` files and the `env.py` files of script directories at and a few levels below `folder` that Git
    /// ignores, sorted; those of installed packages and of other folders in `passedOver` are not.
    ///
    /// It answers what somebody may have meant where nothing was found.
    public func ignoredConfigurations(
        near folder: Path, passingOver passedOver: PassedOverFolders = PassedOverFolders()
    ) throws(SnapshotError) -> [Path] {
        var found: [Path] = []
        var level = [folder]
        var looked = 0
        for _ in 0..<Self.ignoredLevels {
            var next: [Path] = []
            for folder in level where looked < Self.ignoredFolders {
                looked += 1
                let ignored = try tree.ignoredEntries(in: folder)
                found += ignored.map(\.path).filter { path in
                    if path.name.elementsEqual(EnvironmentConfig.fileName.utf8) { return true }
                    return path.name.elementsEqual(EnvironmentScript.fileName.utf8)
                        && ignored.contains { $0.path.name.elementsEqual(EnvironmentScript.templateName.utf8) }
                }
                next += (ignored + (try tree.entries(in: folder, recursive: false))).filter { $0.mode == .folder }
                    .map(\.path).filter { !passedOver.contain(folder: $0) }
            }
            level = next
        }
        // The file beside a configuration is the same environment.
        let configured = Set(found.filter { $0.name.elementsEqual(EnvironmentConfig.fileName.utf8) }.map(\.parent))
        return found.filter {
            $0.name.elementsEqual(EnvironmentConfig.fileName.utf8) || !configured.contains($0.parent)
        }.sorted()
    }
}

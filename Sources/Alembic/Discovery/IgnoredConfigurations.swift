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
        let deepest = folder.components.count + Self.ignoredLevels
        var found: [Path] = []
        var folders = try visibleFolders(near: folder, passingOver: passedOver)
        var looked = 0
        while let folder = folders.popLast(), looked < Self.ignoredFolders {
            looked += 1
            let ignored = try tree.ignoredEntries(in: folder)
            found += ignored.map(\.path).filter { path in
                if path.name.elementsEqual(EnvironmentConfig.fileName.utf8) { return true }
                return path.name.elementsEqual(EnvironmentScript.fileName.utf8)
                    && ignored.contains { $0.path.name.elementsEqual(EnvironmentScript.templateName.utf8) }
            }
            let below = ignored.filter { $0.mode == .folder }.map(\.path)
            folders += below.filter { path in
                !passedOver.contain(folder: path) && path.components.count < deepest
            }
        }
        // The file beside a configuration is the same environment.
        let configured = Set(found.filter { $0.name.elementsEqual(EnvironmentConfig.fileName.utf8) }.map(\.parent))
        return found.filter {
            $0.name.elementsEqual(EnvironmentConfig.fileName.utf8) || !configured.contains($0.parent)
        }.sorted()
    }

    /// `folder` and those below it that Git does not ignore, also those with nothing but ignored files; the uppermost
    /// come last.
    private func visibleFolders(
        near folder: Path, passingOver passedOver: PassedOverFolders
    ) throws(SnapshotError) -> [Path] {
        var folders = [folder]
        let isSkipped = { (path: Path) in
            if passedOver.contain(folder: path) { return true }
            folders.append(path)
            return false
        }
        _ = try tree.untrackedEntries(
            below: folder, depth: Self.ignoredLevels - 1, limit: Self.ignoredFolders, skipping: isSkipped
        ) { _ in false }
        return folders.reversed()
    }
}

internal import Alembic
internal import ProjectModel
internal import SourceFiles

/// Names the file of a migration after its id.
enum MigrationFileName {
    /// The path of the file of `migration` with `id` in its name; `nil` if the path is taken, or the id cannot be part
    /// of a name.
    ///
    /// The rest of the name stays, because people know the file by it: the id replaces another id, or follows the date,
    /// or comes first.
    static func path(of migration: Migration, naming id: String, in project: Project) -> Path? {
        let name = migration.path.nameText
        guard name.hasSuffix(".py"), isPart(of: name, id), let folder = migration.path.parent else { return nil }
        var words = name.dropLast(3).split(separator: "_", omittingEmptySubsequences: false).map(String.init)
        if let position = words.firstIndex(where: { isOtherID($0, in: project) }) {
            words[position] = id
        } else {
            words.insert(id, at: words.first.map(isDate) == true ? 1 : 0)
        }
        let path = folder.appending(words.joined(separator: "_") + ".py")
        let isTaken =
            project.revisions.migrations.contains { $0.path == path }
            || project.revisions.misplaced.contains { $0.path == path }
        return isTaken ? nil : path
    }

    private static func isPart(of name: String, _ id: String) -> Bool {
        !name.contains("\u{FFFD}") && !id.isEmpty && !id.hasPrefix(".") && !id.contains("/")
            && id.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }

    /// Whether a word is a revision id, or looks like one: twelve hexadecimal digits.
    private static func isOtherID(_ word: String, in project: Project) -> Bool {
        project.revisions.graph.index(of: word) != nil || (word.utf8.count == 12 && word.allSatisfy(\.isHexDigit))
    }

    private static func isDate(_ word: String) -> Bool {
        word.contains { $0.isNumber } && word.allSatisfy { $0.isNumber || $0 == "-" }
    }
}

internal import Alembic
internal import SourceFiles

/// Names the file of a migration after its id.
enum MigrationFileName {
    /// The path under which the file of `migration` holds `id`; `nil` where that is taken, or where the id cannot be part of a name.
    ///
    /// The name keeps what people know it by: where it holds another id, the new one takes its place, else it goes behind the date, or to the front.
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
            project.migrations.contains { $0.path == path } || project.misplaced.contains { $0.migration.path == path }
        return isTaken ? nil : path
    }

    private static func isPart(of name: String, _ id: String) -> Bool {
        !name.contains("\u{FFFD}") && !id.isEmpty && !id.hasPrefix(".") && !id.contains("/")
            && id.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }

    /// Whether a word is the id of another revision, or looks like one: twelve hexadecimal digits.
    private static func isOtherID(_ word: String, in project: Project) -> Bool {
        project.graph.index(of: word) != nil || (word.utf8.count == 12 && word.allSatisfy(\.isHexDigit))
    }

    private static func isDate(_ word: String) -> Bool {
        word.contains { $0.isNumber } && word.allSatisfy { $0.isNumber || $0 == "-" }
    }
}

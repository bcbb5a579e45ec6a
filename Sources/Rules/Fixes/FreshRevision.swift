internal import Alembic
internal import OrchestratorCore
internal import ProjectModel
internal import SourceFiles

/// Makes ids for new revisions.
enum FreshRevision {
    /// An id of twelve hexadecimal digits, as Alembic makes them, that the project, its base and the core do not use.
    ///
    /// It is computed from `purpose`, not drawn at random, so a fix that is planned twice is the same fix.
    static func id(for purpose: [String], in project: Project) -> String {
        var attempt = 0
        while true {
            let id = digits(of: FNV1a.hash(purpose + [String(attempt)]))
            let isTaken =
                project.revisions.graph.index(of: id) != nil || project.deployment.published.contains(id)
                || Catalogue.isKnownRevision(id)
                || project.settings.external.revisions.contains(id)
            if !isTaken { return id }
            attempt += 1
        }
    }

    private static func digits(of hash: UInt64) -> String {
        // The low bits of FNV-1a are the weaker ones, so the high bits are mixed into them.
        let digits = String((hash ^ (hash >> 47)) >> 16, radix: 16)
        return String(repeating: "0", count: 12 - digits.count) + digits
    }
}

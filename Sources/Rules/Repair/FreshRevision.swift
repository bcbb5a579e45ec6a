internal import Alembic
internal import OrchestratorCore

/// Makes up ids for revisions.
enum FreshRevision {
    /// An id of twelve digits, as Alembic makes them, that nothing in the project has: the same for the same `purpose`.
    ///
    /// No chance is involved: a repair that is planned twice is the same repair.
    static func id(for purpose: [String], in project: Project) -> String {
        var attempt = 0
        while true {
            let id = digits(of: hash(purpose + [String(attempt)]))
            let isTaken =
                project.graph.index(of: id) != nil || project.published.contains(id) || Catalogue.isKnownRevision(id)
                || project.settings.external.revisions.contains(id)
            if !isTaken { return id }
            attempt += 1
        }
    }

    /// FNV-1a, over the texts and a separator behind each.
    private static func hash(_ texts: [String]) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for text in texts {
            for byte in Array(text.utf8) + [0] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        return hash
    }

    private static func digits(of hash: UInt64) -> String {
        // The low bits of FNV-1a are the weaker ones.
        let digits = String((hash ^ (hash >> 47)) >> 16, radix: 16)
        return String(repeating: "0", count: 12 - digits.count) + digits
    }
}

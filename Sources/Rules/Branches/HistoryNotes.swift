internal import Diagnostics
internal import ProjectModel

/// What Git's history says about revisions, as the notes of a finding.
struct HistoryNotes {
    /// The number of places of one revision that a note names.
    private static let maximumPlaces = 3

    let project: Project

    /// A note for each of the revisions that is released or shared, and one if a part of the history is unknown.
    func notes(on ids: [String]) -> [Note] {
        guard let history = project.deployment.history else { return [] }
        var notes: [Note] = []
        for id in ids {
            if let places = history.released[id]?.map(\.place.description), !places.isEmpty {
                let more = places.count - Self.maximumPlaces
                var named = Array(places.prefix(Self.maximumPlaces))
                if more > 0 { named[named.count - 1] += " and \(more) more" }
                notes.append(Note("\(id) " + named.joined(separator: ", and ")))
            } else if let branches = history.shared[id] {
                notes.append(Note("\(id) is in \(branches.listed(atMost: Self.maximumPlaces)), too"))
            }
        }
        if let obstacle = history.obstacle, ids.contains(where: { !project.deployment.isLocked($0) }) {
            notes.append(Note("no fix moves a revision: \(obstacle)"))
        }
        return notes
    }
}

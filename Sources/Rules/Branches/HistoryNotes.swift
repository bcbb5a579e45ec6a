internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// What Git's history says about revisions, as the notes of a finding.
struct HistoryNotes {
    /// The number of tags or branches that a note names.
    private static let maximumNames = 3

    let project: Project

    /// A note for each of the revisions that is released or shared, and one if a part of the history is unknown.
    func notes(on ids: [String]) -> [Note] {
        guard let history = project.deployment.history else { return [] }
        var notes: [Note] = []
        for id in ids {
            if let sightings = history.released[id], !sightings.isEmpty {
                notes.append(Note("\(id) " + Self.places(sightings).joined(separator: ", and ")))
            } else if let branches = history.shared[id] {
                notes.append(Note("\(id) is in \(branches.listed(atMost: Self.maximumNames)), too"))
            }
        }
        if let obstacle = history.obstacle, ids.contains(where: { !project.deployment.isLocked($0) }) {
            notes.append(Note("no fix moves a revision: \(obstacle)"))
        }
        return notes
    }

    /// The places of one revision: *was on main until 1f2e3d4c (2026-03-02)*, *is in tags v1, v2*.
    private static func places(_ sightings: [RevisionHistory.Sighting]) -> [String] {
        var places: [String] = []
        var (tags, branches): ([String], [String]) = ([], [])
        for sighting in sightings {
            switch sighting.place {
            case .formerBase(let name, let commit, let day):
                // The last deletion is seen first.
                if places.isEmpty { places.append("was on \(name) until \(commit.description.prefix(8)) (\(day))") }
            case .tag(let name): tags.append(name)
            case .branch(let name): branches.append(name)
            }
        }
        for (kind, plural, names) in [("tag", "tags", tags), ("branch", "branches", branches)] where !names.isEmpty {
            places.append("is in \(names.count == 1 ? kind : plural) \(names.listed(atMost: maximumNames))")
        }
        return places
    }
}

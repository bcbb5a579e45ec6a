internal import Diagnostics
internal import ProjectModel
internal import Rules

/// The rules that are applied: `--only` and `--skip`.
public struct RuleSelection: Sendable {
    /// The ids of the only rules that are applied; empty for all.
    public var only: [String] = []
    /// The ids of the rules that are not applied.
    public var skip: [String] = []

    /// All rules.
    public init() {}

    /// Why the selection is refused, and what to do; `nil` if it is valid.
    public var problem: String? {
        for id in only + skip {
            if let problem = RuleCatalogue.problem(with: id) { return problem }
        }
        if let both = only.first(where: skip.contains) {
            return "--only and --skip both name `\(both)`: remove one of the two"
        }
        for rule in RuleRegistry.rules where skip.contains(rule.metadata.id) {
            if let reason = rule.metadata.whyMandatory { return "`\(rule.metadata.id)` cannot be skipped: \(reason)" }
        }
        return nil
    }

    /// The notes on findings of rules that are applied although `--only` does not name them.
    func notes(on diagnostics: [Diagnostic]) -> [String] {
        guard !only.isEmpty else { return [] }
        return RuleRegistry.rules.map { $0.metadata }.compactMap { rule in
            guard let reason = rule.whyMandatory, !only.contains(rule.id),
                diagnostics.contains(where: { $0.rule == rule.id })
            else { return nil }
            return "`\(rule.id)` is applied although --only does not name it: \(reason)"
        }
    }

    /// The selected rules, sorted by id.
    var selected: [any Rule.Type] {
        RuleRegistry.rules.filter { rule in
            let id = rule.metadata.id
            return (only.isEmpty || only.contains(id)) && !skip.contains(id)
        }
    }
}

/// The ids of the rules.
public enum RuleCatalogue {
    /// All ids, sorted.
    public static var ids: [String] { RuleRegistry.rules.map { $0.metadata.id } }

    /// Why `id` is not the id of a rule, and the nearest one; `nil` if it is.
    public static func problem(with id: String) -> String? {
        if RuleRegistry.rule(id) != nil { return nil }
        let nearest = NearestName.of(id, among: ids)
        return "there is no rule `\(id)`" + (nearest.map { ": did you mean `\($0)`?" } ?? "; `lint rules` lists them")
    }
}

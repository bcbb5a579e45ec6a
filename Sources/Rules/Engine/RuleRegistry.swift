public import ProjectModel

/// Lists every rule; a test compares the list with the folder `Checks`.
public enum RuleRegistry {
    /// The rules that apply before the first commit of a repository.
    public static var rulesBeforeFirstCommit: [any Rule.Type] { rules.filter { $0 != GitRepository.self } }

    /// All rules, sorted by id.
    public static let rules: [any Rule.Type] = [
        Acyclic.self,
        AlembicConfig.self,
        CoreVersion.self,
        DataBranch.self,
        DataRoot.self,
        DependsOnBehind.self,
        DependsOnCurrent.self,
        DependsOnForm.self,
        DocstringAgrees.self,
        FileName.self,
        GitRepository.self,
        KnownRevision.self,
        MergeConflict.self,
        MigrationLocation.self,
        PublishedUnchanged.self,
        PythonSyntax.self,
        RevisionDeclared.self,
        RevisionID.self,
        SeparateBranches.self,
        SingleHead.self,
        SingleRoot.self,
        SourceLayout.self,
        StagedComplete.self,
        StaticHeader.self,
        TrackedLayout.self,
        TranslationNames.self,
        UniqueLabel.self,
        UniqueRevision.self,
        UnusedSuppression.self,
        UpgradePath.self,
    ]

    /// The format of `rules.json`, with the default severity of each rule.
    public static let settingsFile = SettingsFile(
        rules: rules.map { rule in
            RuleSetting(
                id: rule.metadata.id, summary: rule.metadata.summary, severity: rule.metadata.severity,
                whyMandatory: rule.metadata.whyMandatory)
        })

    /// The rule of an id; `nil` if there is none.
    public static func rule(_ id: String) -> (any Rule.Type)? {
        rules.first { $0.metadata.id == id }
    }
}

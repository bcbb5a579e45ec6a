/// Every rule, sorted by id; a test compares the list with the folder `Checks`.
public enum RuleRegistry {
    /// The rules.
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

    /// The rule of this id.
    public static func rule(_ id: String) -> (any Rule.Type)? {
        rules.first { $0.metadata.id == id }
    }
}

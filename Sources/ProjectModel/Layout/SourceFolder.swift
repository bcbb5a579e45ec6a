internal import SourceFiles

/// One of the folders of a source folder; the raw value is its key in `layout` of `rules.json`.
public enum SourceFolder: String, CaseIterable, Sendable {
    case migrations, productBlocks, productTypes, translations, workflows

    /// What it contains, for the documentation of the settings.
    var summary: String {
        switch self {
        case .migrations: "The folder of the project's own migrations."
        case .productBlocks: "The folder of the product blocks."
        case .productTypes: "The folder of the product types."
        case .translations: "The folder of the translations."
        case .workflows: "The folder of the workflows."
        }
    }

    /// The path in the reference document, relative to the source folder.
    var standardPath: Path {
        switch self {
        case .migrations: "migrations/versions/schema"
        case .productBlocks: "products/product_blocks"
        case .productTypes: "products/product_types"
        case .translations: "translations"
        case .workflows: "workflows"
        }
    }

    /// The file that makes Git track the folder.
    var placeholder: (name: String, contents: String) {
        switch self {
        case .migrations: (".gitkeep", "")
        case .productBlocks, .productTypes, .workflows: ("__init__.py", "")
        case .translations: ("en-GB.json", "{}\n")
        }
    }
}

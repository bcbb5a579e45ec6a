/// How the separator made one name of the text of `version_locations`, where people often expect another one.
///
/// Source: `Config._get_file_separator_char` and `ScriptDirectory.from_config` of Alembic 1.20.1.
public enum LocationSplitting: Hashable, Sendable {
    /// The name contains a blank, because `path_separator = os` or another separator is set, which is not a blank.
    case keepsBlank(separator: Character)
    /// The name is a part of the text before or after a blank or a comma: without a separator, both split it.
    case splitsAtBlank

    /// Finds how `name` was made of `text` with `separator`; `nil` if no blank is involved.
    init?(of name: String, in text: String, at separator: Character?) {
        switch separator {
        case nil where text.contains(where: { $0 == " " }): self = .splitsAtBlank
        case let separator? where separator != " " && name.contains(" "): self = .keepsBlank(separator: separator)
        default: return nil
        }
    }
}

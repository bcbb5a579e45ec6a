/// The reason why a fix cannot be written to a file, with its message.
public enum WriteRefusal: Hashable, Sendable {
    /// Git runs `filter.<name>.clean` or `filter.<name>.process` on the file, so that staging other bytes needs that
    /// program.
    case cleanFilter(Path)
    /// The file is outside the sparse checkout, so that it is not on disk.
    case sparseCheckout(Path)

    /// The file.
    public var path: Path {
        switch self {
        case .cleanFilter(let path), .sparseCheckout(let path): path
        }
    }

    /// What is wrong, on one line and without a full stop.
    public var message: String {
        switch self {
        case .cleanFilter(let path): "Git runs a filter over \(path)"
        case .sparseCheckout(let path): "\(path) is outside the sparse checkout"
        }
    }

    /// What to do about it, in the imperative.
    public var help: String {
        switch self {
        case .cleanFilter: "fix the file on disk with `lint --fix`, then `git add` it"
        case .sparseCheckout:
            "add its folder with `git sparse-checkout add`, or fix the index with `lint --fix --staged`"
        }
    }
}

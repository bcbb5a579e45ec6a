/// The version of the program, declared once.
public enum Version {
    /// The version, as `lint --version` prints it.
    public static let text = "0.1.0"
}

/// The version of the program, said once.
enum Version {
    static let text = "0.1.0"
}

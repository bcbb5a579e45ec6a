/// A hook's script, to be run by the shell in the place of this process.
public struct HookRun: Sendable {
    /// The hook.
    public let hook: Hook
    /// What Git passes to the hook.
    public var arguments: [String] = []
    /// What the script reads, less than a pipe holds (64 KiB); `nil` for the standard input of this process.
    public var input: String?
}

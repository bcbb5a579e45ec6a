internal import CLibgit2
public import SourceFiles

extension Repository {
    /// Whether Git runs a program to store the file: `filter.<name>.clean` or `filter.<name>.process`.
    public func isBehindCleanFilter(_ path: Path) throws(SnapshotError) -> Bool {
        try explaining("cannot read the attributes of \(path)") { () throws(GitError) in
            // Checked first: without such a program the attributes do not matter.
            let configuration = try configuration()
            guard try configuration.hasCleanFilters() else { return false }
            var value: UnsafePointer<CChar>?
            try check(
                "git_attr_get",
                unsafe path.bytes.withCString { unsafe git_attr_get(&value, handle.raw, 0, $0, "filter") })
            guard let value = unsafe value, unsafe git_attr_value(value) == GIT_ATTR_VALUE_STRING else { return false }
            let name = unsafe [UInt8](cString: value).text
            for driver in ["clean", "process"] {
                if let program = try configuration.value(of: "filter.\(name).\(driver)"), !program.isEmpty {
                    return true
                }
            }
            return false
        }
    }
}

internal import JSONSyntax
internal import SourceFiles

extension InstalledCore {
    /// Every installation of `package` in the environment: one for each Python whose `site-packages` contains it.
    ///
    /// Reads names of folders and one small file: `lib/python3.*/site-packages/<name>-<version>.dist-info` (PEP 376,
    /// PEP 427), and in it `direct_url.json` (PEP 610), which exists if the package was not installed from an index.
    static func find(_ package: PackageName, in tree: any FileTree) throws(SnapshotError) -> [InstalledCore] {
        var found: [InstalledCore] = []
        for python in try tree.entries(in: "lib", recursive: false)
        where python.mode == .folder && python.path.nameText.hasPrefix("python3") {
            let sitePackages = python.path.appending("site-packages")
            for entry in try tree.entries(in: sitePackages, recursive: false)
            where entry.mode == .folder && entry.path.hasSuffix(".dist-info") {
                let parts = entry.path.name.dropLast(".dist-info".utf8.count).split(separator: UInt8(ascii: "-"))
                guard parts.count == 2, PackageName(parts[0]) == package else { continue }
                guard let version = PackageVersion(String(decoding: parts[1], as: UTF8.self)) else { continue }
                let origin = try origin(of: entry.path, in: tree)
                found.append(InstalledCore(version: version, distribution: entry.path, origin: origin))
            }
        }
        return found
    }

    private static func origin(of distribution: Path, in tree: any FileTree) throws(SnapshotError) -> Origin {
        guard let bytes = try tree.contents(of: distribution.appending("direct_url.json")) else { return .index }
        do throws(JSONSyntaxError) {
            let source = try JSONParser.parse(bytes)
            let address = source["url"]?.string ?? "an unknown place"
            return source["dir_info"]?["editable"]?.bool == true ? .editable(address) : .elsewhere(address)
        } catch {
            return .elsewhere("an unknown place")
        }
    }
}

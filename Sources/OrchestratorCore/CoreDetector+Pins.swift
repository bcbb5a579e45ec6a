internal import SourceFiles

extension CoreDetector {
    /// The core by the pins of one file; absent if there are none.
    func verdict(on pins: [Pin]) -> CoreState {
        guard let first = pins.first else { return .absent }
        if let pin = pins.first(where: { $0.exact == nil }), case .elsewhere(let place) = pin.origin {
            return .unknown(
                UnknownCore(
                    reason: "`\(pin.path)` takes \(settings.package) from \(place), which may differ from any release",
                    help: waysOut, release: nil, path: pin.path))
        }
        let versions = Set(pins.compactMap(\.exact)).sorted(by: >)
        guard isCatalogued else {
            return .unknown(
                UnknownCore(
                    reason:
                        "the built-in catalogue contains releases of \(Catalogue.package), not of \(settings.package)",
                    help: waysOut, release: versions.first, path: first.path))
        }
        var releases: [CoreRelease] = []
        for version in versions {
            guard let release = Catalogue.release(version) else { return .unknown(uncatalogued(version, first.path)) }
            releases.append(release)
        }
        return verdict(on: releases, first)
    }

    private func verdict(on releases: [CoreRelease], _ pin: Pin) -> CoreState {
        // Several releases in one file are for several versions of Python; they give one result if they have the same
        // head.
        guard let newest = releases.first, releases.allSatisfy({ $0.heads == newest.heads }) else {
            let names = releases.map(\.version.description).joined(separator: ", ")
            return .unknown(
                UnknownCore(
                    reason: "`\(pin.path)` pins several releases with different schema heads: \(names)",
                    help: "pin one release, or set `core.head` in rules.json", release: nil, path: pin.path))
        }
        guard let head = newest.head else {
            let heads = newest.heads.map { "`\($0)`" }.joined(separator: ", ")
            return .unknown(
                UnknownCore(
                    reason: "\(settings.package) \(newest.version) was published with several schema heads: \(heads)",
                    help: "use a final release, or set `core.head` in rules.json",
                    release: newest.version, path: pin.path))
        }
        return .known(
            KnownCore(
                release: newest.version, head: head, chain: Catalogue.chain(of: newest),
                source: pin.kind == .lock ? .lock : .pin, path: pin.path))
    }

    private func uncatalogued(_ version: PackageVersion, _ path: Path) -> UnknownCore {
        let isNewer = Catalogue.newest.map { version > $0 } ?? false
        let newest = Catalogue.newest.map(\.description) ?? "none"
        let reason =
            isNewer
            ? "\(settings.package) \(version) is newer than \(newest), the newest release that this lint knows"
            : "\(settings.package) \(version) is not a release that this lint knows"
        return UnknownCore(reason: reason, help: waysOut, release: version, path: path)
    }

    /// The reason why the pins do not decide: there are none, they are ranges, or they could not be read.
    func undecided(_ reading: PinReading) -> UnknownCore {
        if let problem = reading.problems.first {
            return UnknownCore(
                reason: "`\(problem.path)` cannot be read: \(problem.reason)",
                help: "correct the file; or \(waysOut)", release: nil, path: problem.path)
        }
        if let pin = reading.pins.first {
            let requested = pin.requirement.isEmpty ? "any version" : "`\(pin.requirement)`"
            return UnknownCore(
                reason: "`\(pin.path)` requires \(requested) of \(settings.package), and no lock file pins the release",
                help: "commit a lock file, or pin one release with `==`; or \(waysOut)", release: nil, path: pin.path)
        }
        return UnknownCore(
            reason: "no lock file, no requirement and no environment names \(settings.package)",
            help: "pin one release with `==`; or \(waysOut)", release: nil, path: nil)
    }
}

extension UnknownCore {
    /// The same unknown core, with the reason of another place added.
    func adding(_ other: UnknownCore) -> UnknownCore {
        UnknownCore(reason: "\(reason); \(other.reason)", help: help, release: release, path: path)
    }
}

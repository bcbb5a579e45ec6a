internal import SourceFiles

/// The options that an `alembic.ini` takes from the `pyproject.toml` beside it, which this configuration is.
extension EnvironmentConfig {
    /// The problems of options that `section` does not set, each with its file.
    func problems(withoutOptionsOf section: INIFile.Section) -> [Problem] {
        problems.filter { problem in
            if problem.isMissingLocation { return false }
            return problem.option.map { section.option($0)?.value.isEmpty ?? true } ?? true
        }.map { problem in
            var problem = problem
            problem.file = problem.file ?? path
            return problem
        }
    }

    /// The script directory.
    func scriptLocation(resolvedBy locations: LocationResolver) -> Location? {
        scriptLocation.map { fromFile($0, locations) }
    }

    /// The version folders.
    func versionLocations(resolvedBy locations: LocationResolver) -> [Location] {
        versionLocations.map { fromFile($0, locations) }
    }

    private func fromFile(_ location: Location, _ locations: LocationResolver) -> Location {
        var location = locations.relocated(location)
        location.file = path
        return location
    }
}

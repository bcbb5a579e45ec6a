// swift-tools-version: 6.2
import PackageDescription

/// The settings of every Swift target: the strictest that the compiler offers, from the first commit.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

/// A room of the house: one target whose dependencies are the doors that the design allows.
func room(_ name: String, doors: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: doors, resources: resources, swiftSettings: strict)
}

/// The tests of one room.
func tests(_ name: String, of doors: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(name: name, dependencies: doors, resources: resources, swiftSettings: strict)
}

let toml = Target.Dependency.product(name: "TOMLKit", package: "TOMLKit")

let package = Package(
    name: "lint",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "lint", targets: ["Lint"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CLibgit2",
            pkgConfig: "libgit2",
            providers: [.apt(["libgit2-dev"]), .brew(["libgit2"])]
        ),
        // C: what a statically linked libgit2 would otherwise pull in of its network code.
        .target(name: "OfflineLibgit2"),
        // C: what the Swift runtime would need /proc for.
        .target(name: "ProcessStart"),
        room("SourceFiles"),
        room("Diagnostics", doors: ["SourceFiles"]),
        room("JSONSyntax", doors: ["SourceFiles"]),
        room("TOMLSyntax", doors: ["SourceFiles", toml]),
        room("GitBridge", doors: ["CLibgit2", "OfflineLibgit2", "SourceFiles"]),
        room("Alembic", doors: ["SourceFiles", "TOMLSyntax"]),
        room("OrchestratorCore", doors: ["Alembic", "SourceFiles", "JSONSyntax", "TOMLSyntax"]),
        room(
            "ProjectModel",
            doors: ["Alembic", "OrchestratorCore", "Diagnostics", "SourceFiles", "JSONSyntax"]),
        room("Rules", doors: ["ProjectModel", "Diagnostics", "SourceFiles", "Alembic", "OrchestratorCore"]),
        room("Fixing", doors: ["Rules", "ProjectModel", "Diagnostics", "SourceFiles", "Alembic"]),
        room("Reporting", doors: ["Diagnostics", "JSONSyntax", "SourceFiles"]),
        room(
            "Linting",
            doors: [
                "GitBridge", "Alembic", "OrchestratorCore", "ProjectModel", "Rules", "Fixing", "Reporting",
                "Diagnostics", "SourceFiles",
            ]),
        .executableTarget(
            name: "Lint",
            dependencies: [
                "Linting", "Reporting", "SourceFiles", "ProcessStart",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),
        // What tests share: repositories made by git, and the Python that judges.
        .target(name: "TestSupport", dependencies: ["SourceFiles"], path: "Tests/TestSupport", swiftSettings: strict),
        tests("SourceFilesTests", of: ["SourceFiles"]),
        tests("DiagnosticsTests", of: ["Diagnostics", "SourceFiles"]),
        tests("JSONSyntaxTests", of: ["JSONSyntax", "TestSupport"]),
        tests("TOMLSyntaxTests", of: ["TOMLSyntax", "SourceFiles"]),
        tests("GitBridgeTests", of: ["GitBridge", "SourceFiles", "TestSupport"]),
        tests("AlembicTests", of: ["Alembic", "SourceFiles", "TestSupport"]),
        tests("OrchestratorCoreTests", of: ["OrchestratorCore", "Alembic", "SourceFiles", "TestSupport"]),
        tests(
            "ProjectModelTests",
            of: [
                "ProjectModel", "Alembic", "OrchestratorCore", "Diagnostics", "SourceFiles", "JSONSyntax",
            ]),
        tests(
            "RulesTests",
            of: [
                "Rules", "ProjectModel", "Alembic", "OrchestratorCore", "Diagnostics", "SourceFiles", "JSONSyntax",
                "TestSupport",
            ]),
        tests(
            "FixingTests",
            of: ["Fixing", "Rules", "ProjectModel", "Alembic", "Diagnostics", "SourceFiles", "TestSupport"]),
        tests("LintingTests", of: ["Linting", "Reporting", "Diagnostics", "SourceFiles", "TestSupport"]),
        // The package itself: its doors, and the sizes of its files.
        tests("PackageTests", of: ["TestSupport"]),
        tests("ReportingTests", of: ["Reporting", "Diagnostics", "SourceFiles"]),
        // The executable as its users meet it: these tests import none of its rooms.
        tests("EndToEndTests", of: ["SourceFiles", "TestSupport"]),
    ]
)

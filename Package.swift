// swift-tools-version: 6.2
import PackageDescription

// The picture of these layers, and why each arrow exists, is in ARCHITECTURE.md.
// `Scripts/check` builds with `--explicit-target-dependency-import-check error`: an import that is not declared here does not compile.

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
]

func layer(_ name: String, _ uses: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: uses, swiftSettings: settings)
}

func tests(_ name: String, _ uses: [Target.Dependency]) -> Target {
    .testTarget(name: name + "Tests", dependencies: [.init(stringLiteral: name), "TestSupport"] + uses, swiftSettings: settings)
}

func library(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, path: "Sources/C/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let toml = Target.Dependency.product(name: "TOMLKit", package: "TOMLKit")
let yaml = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "imgship",
    products: [.executable(name: "imgship", targets: ["imgship"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/LebJe/TOMLKit", exact: "0.6.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2", traits: []),
    ],
    targets: [
        // C: module maps and typed shims, nothing else.
        library("CArchive", pkgConfig: "libarchive", apt: "libarchive-dev"),
        library("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
        library("COpenSSL", pkgConfig: "libcrypto", apt: "libssl-dev"),
        library("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
        library("CZstd", pkgConfig: "libzstd", apt: "libzstd-dev"),
        .target(name: "CShims", dependencies: ["CCurl"], path: "Sources/C/CShims"),

        // 0 ground
        layer("Diagnostics", []),
        layer("Bytes", ["Diagnostics", "COpenSSL", "CZlib", "CZstd", "CShims", system]),

        layer("JSON", ["Diagnostics"]),

        // 1 values and wires
        layer("OCI", ["Diagnostics", "Bytes", "JSON"]),
        layer("HTTP", ["Diagnostics", "Bytes", "CCurl", "CShims", httpTypes]),
        layer("Archive", ["Diagnostics", "Bytes", "CArchive", "CShims", system]),

        // 2 what the user wrote
        layer("Configuration", ["Diagnostics", "Bytes", "OCI", yaml, system]),
        layer("Discovery", ["Diagnostics", "Bytes", yaml, toml, system]),

        // 3 content
        layer("Layers", ["Diagnostics", "Bytes", "OCI", "Archive", "CShims", system]),
        layer("Content", ["Diagnostics", "Bytes", "OCI", "Archive", system]),
        layer("AWS", ["Diagnostics", "Bytes", "JSON", "HTTP", httpTypes]),

        // 4 domain
        layer("Packages", ["Diagnostics", "Bytes", "OCI", "HTTP", "Archive", "Layers", yaml, toml, subprocess, httpTypes, system]),

        layer("Registry", ["Diagnostics", "Bytes", "JSON", "OCI", "HTTP", "Content", httpTypes, system]),
        layer("Simulation", ["Diagnostics", "JSON", "AWS", "HTTP", httpTypes]),

        // 5 engines
        layer(
            "Build",
            ["Diagnostics", "Bytes", "OCI", "HTTP", "Archive", "Configuration", "Layers", "Content", "Packages", httpTypes, system]),

        layer("Release", ["Diagnostics", "Bytes", "JSON", "OCI", "HTTP", "AWS", "Configuration", httpTypes]),

        // 6 above a release: what it stands on
        layer("Infrastructure", ["Diagnostics", "JSON", "OCI", "HTTP", "AWS", "Configuration", "Release"]),

        // 7 command
        layer("Terminal", ["Diagnostics", system]),
        .executableTarget(
            name: "imgship",
            dependencies: [
                "Diagnostics", "Bytes", "JSON", "OCI", "HTTP", "Configuration", "Content", "Layers", "Packages", "AWS", "Registry", "Build",
                "Release", "Infrastructure", "Simulation", "Discovery", "Terminal", argumentParser, httpTypes, subprocess, system,
            ],
            swiftSettings: settings),

        .target(name: "TestSupport", dependencies: ["Bytes", "HTTP", system], path: "Tests/TestSupport", swiftSettings: settings),
        tests("Diagnostics", []),
        tests("Bytes", ["COpenSSL", system]),
        tests("JSON", []),
        tests("OCI", ["Bytes", "Diagnostics", "JSON"]),
        tests("HTTP", ["Bytes", "Diagnostics", httpTypes, system]),
        tests("Archive", ["Bytes", "Diagnostics", system]),
        tests("Configuration", ["Bytes", "Diagnostics", "OCI", system]),
        .testTarget(
            name: "DiscoveryTests", dependencies: ["Discovery", "TestSupport", "Configuration", "Diagnostics", system],
            exclude: ["Golden"], swiftSettings: settings),
        tests("Layers", ["Bytes", "Diagnostics", "OCI", "Archive", system]),
        tests("Content", ["Bytes", "Diagnostics", "JSON", "OCI", "Archive", system]),
        tests("AWS", ["Bytes", "Diagnostics", "JSON", "HTTP", httpTypes, system]),
        tests("Packages", ["Bytes", "Diagnostics", "OCI", "HTTP", "Archive", "Layers", httpTypes, system]),
        tests("Registry", ["Bytes", "Diagnostics", "OCI", "HTTP", "Archive", "Content", httpTypes, system]),
        tests("Simulation", ["Diagnostics", "JSON", "AWS", "HTTP", httpTypes, system]),
        tests("Build", ["Bytes", "Diagnostics", "OCI", "Configuration", "Archive", "Layers", "Content", "Packages", "HTTP", system]),
        .testTarget(
            name: "ReleaseTests",
            dependencies: ["Release", "TestSupport", "AWS", "Bytes", "Configuration", "Diagnostics", "HTTP", "JSON", "OCI", "Simulation"],
            exclude: ["Golden", "Samples"], swiftSettings: settings),
        .testTarget(
            name: "InfrastructureTests",
            dependencies: ["Infrastructure", "TestSupport", "AWS", "Configuration", "Diagnostics", "HTTP", "JSON", "Release"],
            exclude: ["Golden"],
            swiftSettings: settings),
        tests("Terminal", ["Diagnostics"]),
        tests("imgship", ["Configuration", "Diagnostics", "HTTP", "Infrastructure", "Registry", "Release", "Terminal", system]),
        .testTarget(
            name: "IntegrationTests", dependencies: ["TestSupport", "Bytes", "OCI", "Content", system], exclude: ["Golden"],
            swiftSettings: settings),
    ]
)

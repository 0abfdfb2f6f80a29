import OCI
import Testing

@Suite struct `A platform` {
    /// containerd's platforms package: `Parse` and `Normalize`.
    @Test(arguments: [
        ("linux/amd64", "linux/amd64"), ("linux/x86_64", "linux/amd64"), ("linux/x86-64", "linux/amd64"), ("linux/amd64/v1", "linux/amd64"),
        ("linux/amd64/v2", "linux/amd64/v2"),
        ("linux/arm64", "linux/arm64"), ("linux/aarch64", "linux/arm64"), ("linux/arm64/v8", "linux/arm64"),
        ("linux/arm64/8", "linux/arm64"),
        ("linux/arm", "linux/arm/v7"), ("linux/arm/v7", "linux/arm/v7"), ("linux/arm/6", "linux/arm/v6"), ("linux/armhf", "linux/arm/v7"),
        ("linux/armel", "linux/arm/v6"), ("linux/i386", "linux/386"), ("linux/386", "linux/386"), ("macos/aarch64", "darwin/arm64"),
        ("linux/s390x", "linux/s390x"), ("linux/ppc64le/power9", "linux/ppc64le/power9"),
    ])
    func `is normalised as containerd does it`(text: String, expected: String) throws {
        #expect(try Platform(text).description == expected)
        #expect(try Platform(expected).description == expected)
    }

    @Test(arguments: [
        "", "linux", "/", "linux/", "/amd64", "linux/amd64/", "linux/amd64/v1/x", "Linux/amd64", "linux/amd 64", "linux/ämd64",
    ])
    func `is refused when it is not os/architecture`(text: String) {
        #expect(throws: OCIError(.invalidPlatform, text)) { try Platform(text) }
    }

    @Test(
        arguments: [
            // what the image is for, what is wanted, how far apart
            ("linux/amd64", "linux/amd64", 0), ("linux/arm64", "linux/arm64/v8", 0), ("linux/arm/v7", "linux/arm", 0),
            ("linux/arm/v6", "linux/arm/v7", 1), ("linux/arm/v5", "linux/arm/v7", 2), ("linux/arm/v5", "linux/arm/v6", 1),
            ("linux/arm/v7", "linux/arm/v6", nil), ("linux/arm/v8", "linux/arm/v7", nil), ("linux/arm/v7", "linux/arm/v8", 1),
            ("linux/amd64", "linux/amd64/v3", 2), ("linux/amd64/v2", "linux/amd64/v3", 1), ("linux/amd64/v3", "linux/amd64/v3", 0),
            ("linux/amd64/v4", "linux/amd64/v3", nil), ("linux/amd64/v2", "linux/amd64", nil), ("linux/arm64", "linux/arm64/v9", 1),
            ("linux/arm64/v9", "linux/arm64", nil), ("linux/386", "linux/amd64", nil), ("linux/arm/v7", "linux/arm64", nil),
            ("windows/amd64", "linux/amd64", nil), ("linux/ppc64le/power8", "linux/ppc64le/power9", nil), ("linux/s390x", "linux/s390x", 0),
            ("linux/amd64/x", "linux/amd64/v3", nil), ("unknown/unknown", "linux/amd64", nil),
        ] as [(String, String, Int?)])
    func `runs on a CPU that can do at least as much`(image: String, wanted: String, distance: Int?) throws {
        #expect(try Platform(image).distance(from: Platform(wanted)) == distance)
        #expect(try Platform(image).matches(Platform(wanted)) == (distance != nil))
    }

    @Test func `as indexes write it matches too`() {
        #expect(Platform(os: "linux", architecture: "arm64", variant: "v8").matches(.linuxARM64))
        #expect(Platform.linuxARM64.matches(Platform(os: "linux", architecture: "arm64", variant: "v8")))
    }

    @Test func `of Windows has a version and features`() {
        let image = Platform(os: "windows", architecture: "amd64", osVersion: "10.0.1", osFeatures: ["win32k"])
        #expect(image.matches(Platform(os: "windows", architecture: "amd64")))
        #expect(image.matches(Platform(os: "windows", architecture: "amd64", osVersion: "10.0.1", osFeatures: ["win32k", "x"])))
        #expect(!image.matches(Platform(os: "windows", architecture: "amd64", osVersion: "10.0.2")))
        #expect(!image.matches(Platform(os: "windows", architecture: "amd64", osFeatures: ["x"])))
    }
}

@Suite struct `The manifest of an index` {
    static func index(_ platforms: [String?]) -> ImageIndex {
        ImageIndex(
            manifests: platforms.enumerated().map { number, text in
                let parts = text.map { $0.split(separator: "/").map(String.init) }
                // As written, without the normalisation of `Platform("...")`.
                let platform = parts.map { Platform(os: $0[0], architecture: $0[1], variant: $0.count > 2 ? $0[2] : nil) }
                return Descriptor(of: [UInt8(number)], mediaType: .manifest, platform: platform)
            })
    }

    static func choice(_ platforms: [String?], _ wanted: String) throws -> Int? {
        let index = index(platforms)
        let chosen = try index.manifest(for: Platform(wanted))
        return index.manifests.firstIndex(of: chosen)
    }

    /// The platforms of `docker.io/library/python` and friends.
    static let official = [
        "linux/amd64", "unknown/unknown", "linux/arm/v5", "unknown/unknown", "linux/arm/v7", "linux/arm64/v8", "linux/386", "linux/ppc64le",
    ]

    @Test(arguments: [
        ("linux/amd64", 0), ("linux/arm64", 5), ("linux/arm/v7", 4), ("linux/arm", 4), ("linux/arm/v6", 2), ("linux/386", 6),
        ("linux/amd64/v3", 0),
    ])
    func `is the one that fits best`(wanted: String, number: Int) throws {
        #expect(try Self.choice(Self.official, wanted) == number)
    }

    @Test func `is the nearest variant, and the first of equals`() throws {
        #expect(try Self.choice(["linux/amd64", "linux/amd64/v2", "linux/amd64/v4"], "linux/amd64/v3") == 1)
        #expect(try Self.choice(["linux/arm64", "linux/arm64/v8"], "linux/arm64") == 0)
        #expect(try Self.choice([nil], "linux/arm64") == 0)
    }

    @Test func `is an error that says what there is`() throws {
        let missing = OCIError(.platformNotFound, "linux/s390x", reason: "it is for linux/amd64, linux/arm64/v8")
        #expect(throws: missing) { try Self.choice(["linux/amd64", "unknown/unknown", "linux/arm64/v8"], "linux/s390x") }
        #expect(throws: OCIError(.platformNotFound, "linux/amd64", reason: "its index names no platform")) {
            try Self.choice([nil, nil], "linux/amd64")
        }
        #expect(throws: OCIError.self) { try Self.choice([], "linux/amd64") }
    }
}

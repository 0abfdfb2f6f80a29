import Archive
import Foundation
import OCI
import SystemPackage
import TestSupport
import Testing

@testable import Packages

/// Set by Scripts/compare-dpkg: a directory for package lists and packages. Debian's archive is asked over the network.
private let testCache = ProcessInfo.processInfo.environment["IMGSHIP_TEST_DEBIAN"]

/// One set of packages, as the application's base asks for it.
struct RealSet: CustomTestStringConvertible, Sendable {
    let release: String
    let platform: Platform
    let packages: [String]
    var testDescription: String { "\(release) \(platform) \(packages.first ?? "")" }

    static let all: [RealSet] = {
        let common = ["libstdc++6", "ca-certificates", "tzdata", "netbase", "libc-bin", "dash"]
        return [
            RealSet(release: "bookworm", platform: .linuxAMD64, packages: ["python3.11"] + common),
            RealSet(release: "bookworm", platform: .linuxARM64, packages: ["python3.11"] + common),
            RealSet(release: "trixie", platform: .linuxAMD64, packages: ["python3.13"] + common),
            // Setuid and setgid files, hard links, alternatives, scripts of many kinds.
            RealSet(
                release: "bookworm", platform: .linuxAMD64,
                packages: [
                    "perl", "git", "openssh-client", "util-linux", "passwd", "libblas3", "liblapack3", "bash", "coreutils", "base-passwd",
                ]),
        ]
    }()
}

@Suite(.enabled(if: testCache != nil, "needs the network: run Scripts/compare-dpkg"), .serialized) struct `Real Debian packages` {
    let directory: TemporaryDirectory
    let cache: FilePath

    init() throws {
        directory = try TemporaryDirectory()
        cache = FilePath(try #require(testCache))
    }

    private func resolve(_ set: RealSet, holding held: [LockedArtifact] = []) async throws -> [LockedArtifact] {
        let request = try AptRequest(release: set.release, packages: set.packages, platform: set.platform)
        return try await AptResolver(cache: cache.appending("apt")).resolve(request, holding: held)
    }

    private func download(_ artifacts: [LockedArtifact], _ set: RealSet) throws -> [DebianPackage] {
        let addresses = DebianAddresses(release: set.release)
        let debs = cache.appending("debs")
        try Program.output(["mkdir", "-p", debs.string])
        return try artifacts.map { artifact in
            let file = debs.appending(artifact.digest.hex)
            if !FileManager.default.fileExists(atPath: file.string) {
                let address = try #require(StaticLocator(addresses.candidates(artifact.source)).candidates(for: artifact).first)
                try Program.output(["curl", "-sSfL", "-o", file.string, address])
            }
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file.string)))
            try #require(Digest(of: bytes) == artifact.digest)
            try #require(Int64(bytes.count) == artifact.size)
            return DebianPackage(artifact, file: file)
        }
    }

    /// The judge is dpkg-deb: every path it unpacks is in the layer with type, mode, owner, time, size, digest and target, or is left out
    /// by rule; every path of the layer that it does not unpack is one we say we make.
    @Test(arguments: RealSet.all) func `are unpacked as dpkg unpacks them`(set: RealSet) async throws {
        let artifacts = try await resolve(set)
        let packages = try download(artifacts, set)
        let fixture = try DebFixture()
        let started = ContinuousClock.now
        let tar = try fixture.tar(packages, users: ["nonroot": 65532])
        print("\(set.testDescription): \(packages.count) packages, \(tar.count) bytes of tar in \(ContinuousClock.now - started)")
        #expect(try fixture.tar(packages.shuffled(), users: ["nonroot": 65532]) == tar)
        let layer = try WrittenLayer(tar: tar)
        let tree = try DpkgTree(packages, at: directory.path.appending("root"))
        for warning in Set(fixture.reporter.warnings).sorted() { print("  warning: \(warning)") }
        compare(layer, tree)
    }

    private func compare(_ layer: WrittenLayer, _ tree: DpkgTree) {
        var left: [String: Int] = [:]
        for (path, node) in tree.nodes.sorted(by: { $0.key < $1.key }) {
            if LinkTable.mergedDirectories.contains(path) {
                #expect(layer.target(path) == (layer["usr/" + path] == nil ? nil : "usr/" + path))
            } else if let entry = layer[path] {
                // dpkg gives a shared directory the mode of the package unpacked last, the layer that of the first.
                if path != "var/run", path != "var/lock" { #expect(DpkgTree.node(entry, in: layer) == node, "\(path)") }
            } else if node.kind == "d" || isLeftOut(path) {
                left[path.split(separator: "/").prefix(3).joined(separator: "/"), default: 0] += 1
            } else {
                Issue.record("/\(path) is missing: \(node)")
            }
        }
        print("  left out: \(left.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }.joined(separator: ", "))")
        let made = layer.entries.keys.filter { tree.nodes[$0] == nil }.sorted()
        let grouped = made.filter { !$0.hasPrefix("var/lib/dpkg/status.d/") && !$0.hasPrefix("etc/ssl/certs/") }
        print("  made: \(grouped.joined(separator: " ")) and \(made.count - grouped.count) status and certificate files")
        for path in made { #expect(isMade(path, layer.target(path)), "/\(path) is in the layer, and nobody asked for it") }
    }

    private func isLeftOut(_ path: String) -> Bool {
        guard let path = try? EntryPath(path) else { return false }
        return Omissions.standard.contains(Entry(path, .file(size: 0), mode: 0o644))
    }

    private func isMade(_ path: String, _ target: String?) -> Bool {
        let trees = ["var/lib/dpkg/status.d", "etc/ssl", "usr/lib/ssl", "etc/alternatives", "usr/local", "home", "run/lock"]
        let files: Set = [
            "etc/passwd", "etc/group", "etc/hosts", "etc/nsswitch.conf", "etc/localtime", "etc/timezone", "etc/ca-certificates.conf",
            "etc/dpkg/origins/default", "usr/bin/sh", "etc/opt", "var/opt", "mnt", "srv", "opt", "media",
        ]
        return files.contains(path) || trees.contains { path == $0 || path.hasPrefix($0 + "/") }
            || target?.hasPrefix("/etc/alternatives/") == true
    }

    /// The judge is update-ca-certificates of the same package, run on the certificates it unpacks.
    @Test func `give the bundle that update-ca-certificates writes`() async throws {
        let set = RealSet(release: "bookworm", platform: .linuxAMD64, packages: ["ca-certificates"])
        let packages = try download(try await resolve(set), set).filter { $0.name == "ca-certificates" }
        let layer = try DebFixture().layer(packages)
        let root = directory.path.appending("ca").string
        try Program.output(["dpkg-deb", "-x", try #require(packages.first).file.string, root])
        let certificates = root + "/usr/share/ca-certificates"
        try Program.output(["mkdir", "-p", root + "/certs", root + "/local", root + "/hooks"])
        let names = try Program.output(["sh", "-c", "cd \(certificates) && find . -name '*.crt' -printf '%P\\n' | LC_ALL=C sort"])
        try Data(names.utf8).write(to: URL(fileURLWithPath: root + "/ca.conf"))
        try Program.output([
            "sh", root + "/usr/sbin/update-ca-certificates", "--certsconf", root + "/ca.conf", "--certsdir", certificates,
            "--localcertsdir", root + "/local", "--etccertsdir", root + "/certs", "--hooksdir", root + "/hooks",
        ])
        let expected = [UInt8](try Data(contentsOf: URL(fileURLWithPath: root + "/certs/ca-certificates.crt")))
        #expect(layer.bytes("etc/ssl/certs/ca-certificates.crt") == expected)
        let links = try Program.output(["sh", "-c", "cd \(root)/certs && ls *.pem"]).split(separator: "\n").map(String.init)
        #expect(links.count > 100)
        for link in links { #expect(layer.target("etc/ssl/certs/" + link) != nil, "\(link)") }
    }

    @Test func `stay at the versions that are held`() async throws {
        let set = RealSet(release: "bookworm", platform: .linuxAMD64, packages: ["libc-bin"])
        let newest = try await resolve(set)
        let text = try Program.output(["apt-cache", "madison", "libc6"], environment: try environment(of: set))
        let versions = Set(
            text.split(separator: "\n").compactMap { $0.split(separator: "|").dropFirst().first?.trimmingCharacters(in: .whitespaces) })
        let current = try #require(newest.first { $0.name == "libc6" })
        let older = versions.filter { DebianVersion($0) < DebianVersion(current.version) }
        print("libc6 in bookworm: \(versions.sorted()), resolved \(current.version)")
        for version in older {
            var held = current
            held.version = version
            let resolved = try await resolve(set, holding: [held])
            #expect(resolved.first { $0.name == "libc6" }?.version == version)
        }
        #expect(try await resolve(set, holding: newest) == newest)
    }

    private func environment(of set: RealSet) throws -> [String: String] {
        let roots = try FileManager.default.contentsOfDirectory(atPath: cache.appending("apt").string)
        let root = try #require(roots.first { $0.hasPrefix("\(set.release)-\(set.platform.architecture)-") })
        return ["APT_CONFIG": cache.appending("apt").appending(root).appending("apt.conf").string]
    }

    @Test func `that are not there are named, with the nearest name`() async throws {
        let set = RealSet(release: "bookworm", platform: .linuxAMD64, packages: ["libstdc++5x"])
        await #expect(throws: DebianError(.unknownPackage(release: "bookworm", nearest: "libstdc++5"), subject: "libstdc++5x")) {
            try await resolve(set)
        }
    }

    @Test func `that contradict each other are explained by apt`() async throws {
        let set = RealSet(release: "bookworm", platform: .linuxAMD64, packages: ["python3.11=0.1"])
        let error = await #expect(throws: DebianError.self) { _ = try await resolve(set) }
        #expect(error?.code == .unresolvable(release: "bookworm"))
        #expect(error?.reason?.contains("Version '0.1' for 'python3.11' was not found") == true)
    }

    @Test func `are not fetched from a mirror that is down, or with another's keyring`() async throws {
        let request = try AptRequest(release: "bookworm", packages: ["dash"], platform: .linuxAMD64)
        let down = AptResolver(
            cache: directory.path, overrides: ["debian": ["http://127.0.0.1:9/debian"], "debian-security": ["http://127.0.0.1:9/s"]])
        let failure = await #expect(throws: DebianError.self) { _ = try await down.resolve(request) }
        #expect(failure?.code == .mirrorFailed)
        #expect(failure?.subject.contains("http://127.0.0.1:9/debian") == true)
        let key = FilePath("/usr/share/keyrings/debian-archive-removed-keys.gpg")
        let wrong = AptResolver(cache: directory.path, keyring: key)
        let error = await #expect(throws: DebianError.self) { _ = try await wrong.resolve(request) }
        #expect(error?.code == .signatureFailed(keyring: key.string))
        let missing = AptResolver(cache: directory.path, keyring: "/nowhere.gpg")
        await #expect(throws: DebianError(.noKeyring, subject: "/nowhere.gpg")) { _ = try await missing.resolve(request) }
    }
}

import Archive
import Diagnostics
import Foundation
import Layers
import OCI
import Synchronization
import SystemPackage
import TestSupport

@testable import Packages

/// Debian packages made by dpkg-deb for a test, and the layers that come of them.
final class DebFixture {
    let directory: TemporaryDirectory
    let reporter = CollectingReporter()

    init() throws { directory = try TemporaryDirectory() }

    /// One thing in a package's tree.
    enum Item {
        case file(String, mode: Int = 0o644)
        case link(String)
        case hardLink(String)
        case directory(mode: Int = 0o755)
    }

    /// Builds a package and returns it as a lock would name it.
    func package(
        _ name: String, version: String = "1.0", fields: [String] = [], scripts: [String: String] = [:], compression: String = "xz",
        _ items: KeyValuePairs<String, Item>
    ) throws -> DebianPackage {
        let tree = "\(name)_\(version)"
        let control =
            ["Package: \(name)", "Version: \(version)", "Architecture: all", "Maintainer: a <a@b.c>", "Description: a test"] + fields
        try directory.write("\(tree)/DEBIAN/control", control.joined(separator: "\n") + "\n")
        for (script, text) in scripts { try directory.write("\(tree)/DEBIAN/\(script)", text, mode: 0o755) }
        for (path, item) in items { try write(item, at: "\(tree)/\(path)", tree: tree) }
        let root = directory.path.appending(tree).string
        _ = try Program.output(["find", root, "-exec", "touch", "-h", "-d", "@1700000000", "{}", "+"])
        let file = directory.path.appending("\(tree).deb")
        _ = try Program.output(["dpkg-deb", "--root-owner-group", "-Z\(compression)", "--build", root, file.string])
        return try locked(name, version, file)
    }

    /// Builds a package with ar, its tree with tar and these arguments: for what dpkg-deb would not build.
    func handmade(_ name: String, _ arguments: [String]) throws -> DebianPackage {
        let root = directory.path
        try Program.output(["tar", "-cf", root.appending("data.tar").string] + arguments)
        try directory.write("control/control", "Package: \(name)\nVersion: 1.0\n")
        try Program.output(["tar", "-C", root.appending("control").string, "-cf", root.appending("control.tar").string, "control"])
        try directory.write("debian-binary", "2.0\n")
        let file = root.appending("\(name).deb")
        try Program.output(["ar", "rcD", file.string] + ["debian-binary", "control.tar", "data.tar"].map { root.appending($0).string })
        return try locked(name, "1.0", file)
    }

    func locked(_ name: String, _ version: String, _ file: FilePath) throws -> DebianPackage {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: file.string))
        let artifact = LockedArtifact(
            name: name, version: version, source: "debian", path: "pool/\(name).deb", size: Int64(bytes.count),
            digest: Digest(of: [UInt8](bytes)))
        return DebianPackage(artifact, file: file)
    }

    private func write(_ item: Item, at path: String, tree: String) throws {
        let place = directory.path.appending(path).string
        let manager = FileManager.default
        try manager.createDirectory(atPath: (place as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        switch item {
        case .file(let text, let mode):
            try directory.write(path, text)
            _ = try Program.output(["chmod", String(mode, radix: 8), place])
        case .link(let target): try manager.createSymbolicLink(atPath: place, withDestinationPath: target)
        case .hardLink(let target): try manager.linkItem(atPath: directory.path.appending("\(tree)/\(target)").string, toPath: place)
        case .directory(let mode):
            try manager.createDirectory(atPath: place, withIntermediateDirectories: true)
            _ = try Program.output(["chmod", String(mode, radix: 8), place])
        }
    }

    /// As imgship.yaml's short form makes one.
    static func user(_ name: String, _ id: UInt32) -> DebianUser {
        DebianUser(id: id, group: id, home: "/home/\(name)", shell: "/usr/sbin/nologin")
    }

    /// The tar of the base layer of these packages.
    func tar(_ packages: [DebianPackage], users: [String: UInt32] = [:], latestTime: Int64 = 1_800_000_000) throws -> [UInt8] {
        var bytes: [UInt8] = []
        let layer = try LayerEntries(latestTime: latestTime) { block in block.withUnsafeBytes { bytes.append(contentsOf: $0) } }
        let accounts = Dictionary(uniqueKeysWithValues: users.map { ($0, Self.user($0, $1)) })
        try DebianBase(packages, users: accounts, reporter: reporter).write(to: layer)
        try layer.finish()
        return bytes
    }

    /// The entries of that layer by path.
    func layer(_ packages: [DebianPackage], users: [String: UInt32] = [:], latestTime: Int64 = 1_800_000_000) throws -> WrittenLayer {
        try WrittenLayer(tar: tar(packages, users: users, latestTime: latestTime))
    }
}

/// A layer read back.
struct WrittenLayer {
    private(set) var entries: [String: Entry] = [:]
    private var contents: [String: [UInt8]] = [:]

    init(tar: [UInt8]) throws {
        var rest = tar[...]
        let reader = try ArchiveReader(name: "layer") {
            let block = Array(rest.prefix(1 << 16))
            rest = rest.dropFirst(block.count)
            return block
        }
        while let entry = try reader.next() {
            entries[entry.path.text] = entry
            if case .file = entry.kind { contents[entry.path.text] = try reader.readAll(limit: 1 << 30) }
        }
    }

    func text(_ path: String) -> String? { contents[path].map { String(decoding: $0, as: UTF8.self) } }
    func bytes(_ path: String) -> [UInt8]? { contents[path] }
    subscript(path: String) -> Entry? { entries[path] }

    func target(_ path: String) -> String? {
        if case .symbolicLink(let target)? = entries[path]?.kind { return target }
        return nil
    }
}

/// Keeps the warnings it is given.
final class CollectingReporter: Reporter {
    private let collected = Mutex<[ProgressEvent]>([])
    func report(_ event: ProgressEvent) { collected.withLock { $0.append(event) } }

    var warnings: [String] {
        collected.withLock { events in
            events.compactMap { if case .warning(let warning) = $0 { warning.summary } else { nil } }
        }
    }
}

import Bytes
import Foundation
import Layers
import OCI
import SystemPackage
import TestSupport

@testable import Packages

/// Makes wheels with Python's own `zipfile`, so that what we read was written by somebody else.
struct WheelFixture {
    var name = "demo"
    var version = "1.0"
    var tag = "py3-none-any"
    /// Path to text; the metadata files are added unless given here. An empty text with a path that ends in `/` is a directory.
    var files: [String: String] = [:]
    /// Paths whose x-bit is set.
    var executable: [String] = []
    /// Paths left out of the archive, of those made by default.
    var without: [String] = []
    /// Paths left out of RECORD.
    var unlisted: [String] = []
    /// Hashes that replace the right ones in RECORD.
    var hashes: [String: String] = [:]

    var fileName: String { "\(name)-\(version)-\(tag).whl" }

    /// Writes the wheel below `folder`.
    func make(in folder: TemporaryDirectory) throws -> Wheel {
        let information = "\(name)-\(version).dist-info"
        var all = [
            "\(information)/METADATA": "Metadata-Version: 2.1\nName: \(name)\nVersion: \(version)\n\nName: body\n",
            "\(information)/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: \(tag)\n",
        ]
        all.merge(files) { $1 }
        for path in without { all[path] = nil }
        let file = folder.path.appending(fileName)
        let specification: [String: Any] = [
            "out": file.string, "files": all, "executable": executable, "unlisted": unlisted, "hashes": hashes,
            "record": without.contains("\(information)/RECORD") ? "" : "\(information)/RECORD",
        ]
        let json = try JSONSerialization.data(withJSONObject: specification, options: .sortedKeys)
        try Program.output(["python3", "-c", Self.program], input: [UInt8](json))
        let bytes = try folder.read(fileName)
        return Wheel(
            LockedArtifact(
                name: try PackageName(name).text, version: version, source: "pypi", path: fileName, size: Int64(bytes.count),
                digest: Digest(of: bytes)), at: file)
    }

    private static let program = """
        import base64, csv, hashlib, io, json, sys, zipfile
        s = json.load(sys.stdin)
        rows = io.StringIO()
        table = csv.writer(rows, lineterminator="\\n")
        z = zipfile.ZipFile(s["out"], "w", zipfile.ZIP_DEFLATED)
        def put(path, data):
            info = zipfile.ZipInfo(path, (2024, 5, 17, 12, 30, 2))
            info.external_attr = (0o100755 if path in s["executable"] else 0o100644) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            z.writestr(info, data)
        for path, text in sorted(s["files"].items()):
            data = text.encode()
            put(path, data)
            if path.endswith("/") or path in s["unlisted"]: continue
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            table.writerow([path, s["hashes"].get(path, "sha256=" + digest), len(data)])
        if s["record"]:
            table.writerow([s["record"], "", ""])
            put(s["record"], rows.getvalue().encode())
        z.close()
        """
}

/// A layer's tar, read by GNU tar.
struct UnpackedLayer {
    struct Sink: ByteSink {
        var bytes: [UInt8] = []
        mutating func write(_ block: RawSpan) throws { block.withUnsafeBytes { bytes.append(contentsOf: $0) } }
    }

    let tar: [UInt8]
    private let folder: TemporaryDirectory

    init(_ source: any LayerSource, latestTime: Int64 = .max) throws {
        var sink = Sink()
        _ = try LayerWriter(compression: .none, threads: 1, latestTime: latestTime).write(source, to: &sink)
        tar = sink.bytes
        folder = try TemporaryDirectory()
        try folder.write("layer.tar", tar)
    }

    /// `-rw-r--r-- opt/venv/pyvenv.cfg` and the like, in the order of the tar.
    var listing: [String] {
        get throws {
            try Program.output(["tar", "--utc", "--numeric-owner", "-tvf", folder.path.appending("layer.tar").string])
                .split(separator: "\n").map { line in
                    let words = line.split(separator: " ", omittingEmptySubsequences: true)
                    return ([words[0]] + words.dropFirst(5)).joined(separator: " ")
                }
        }
    }

    func text(_ path: String) throws -> String {
        try Program.output(["tar", "-xOf", folder.path.appending("layer.tar").string, path])
    }

    /// Unpacks below `root` with GNU tar.
    func unpack(to root: FilePath) throws {
        try Program.output(["tar", "-xpf", folder.path.appending("layer.tar").string, "-C", root.string])
    }
}

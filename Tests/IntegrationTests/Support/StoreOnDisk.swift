import Foundation
import OCI
import SystemPackage
import TestSupport

/// A store looked at from outside: as files, and with skopeo.
struct StoreOnDisk {
    let path: FilePath

    /// The names of all blobs.
    var blobs: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path.appending("blobs/sha256").string).sorted() }
    }

    /// Blobs whose content is not what their name says, by coreutils.
    var damaged: [String] {
        get throws {
            let names = try blobs
            let input = names.map { "\($0)  \($0)\n" }.joined()
            let check = try Program.run(
                ["sha256sum", "--check", "--quiet", "--strict"], input: Array(input.utf8), directory: path.appending("blobs/sha256").string)
            return check.status == 0 ? [] : [check.text]
        }
    }

    /// What unfinished builds have left.
    var leftovers: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path.appending("imgship/ingest").string) }
    }

    /// Name of blob to inode: a blob that is written anew has another.
    var inodes: [String: String] {
        get throws {
            let lines = try Program.output(
                ["find", path.appending("blobs/sha256").string, "-type", "f", "-printf", "%f %i\\n"]
            ).split(separator: "\n").map { $0.split(separator: " ", maxSplits: 1) }
            return Dictionary(uniqueKeysWithValues: lines.map { (String($0[0]), String($0[1])) })
        }
    }

    /// What skopeo says of an image's platform; it checks every digest on the way.
    func inspect(_ name: String, _ architecture: String = "amd64") throws -> String {
        try Program.output(["skopeo", "--override-os", "linux", "--override-arch", architecture, "inspect", "oci:\(path):\(name)"])
    }
}

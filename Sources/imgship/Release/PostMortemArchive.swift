import AWS
import Bytes
import Content
import FoundationEssentials
import JSON
import Release
import SystemPackage

/// Keeps post-mortems beside the images of the project, a JSON file each.
struct PostMortemArchive {
    /// That of the store.
    let directory: FilePath
    let isSimulated: Bool

    /// - Returns: where it is.
    /// - Throws: `FileError`, and what making the directory brings.
    func save(_ found: PostMortem) throws -> FilePath {
        let place = ContentStore.postMortems(at: directory)
        try FileManager.default.createDirectory(atPath: place.string, withIntermediateDirectories: true)
        let name = "\(found.service)-\(UTCDate(Int64(found.failedAt)).basic)\(isSimulated ? "-simulated" : "").json"
        let file = place.appending(name)
        var fields = found.json.object ?? [:]
        fields["simulated"] = .bool(isSimulated)
        try FileContent.replace(file, with: Array((JSONValue.object(fields).text() + "\n").utf8), permissions: [.ownerReadWrite])
        return file
    }
}

extension Context {
    /// A path as the user would write it: from the working directory where it is below that.
    func shown(_ path: FilePath) -> String {
        let here = FilePath(FileManager.default.currentDirectoryPath)
        var rest = path
        return rest.removePrefix(here) && !rest.isEmpty ? rest.string : path.string
    }
}

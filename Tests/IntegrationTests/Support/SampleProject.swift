import Foundation
import OCI
import SystemPackage
import TestSupport

/// A project in a directory of its own, with what it needs from packages, and imgship run on it. Nothing here asks the network.
final class SampleProject: Sendable {
    let directory: TemporaryDirectory

    /// A project of one file `app/run` and this `imgship.yaml`.
    init(_ yaml: String = SampleProject.files) throws {
        directory = try TemporaryDirectory()
        try directory.write("imgship.yaml", yaml)
        try directory.write("app/run", "#!/bin/sh\necho hello\n", mode: 0o755)
    }

    /// A project with a Debian base, a virtual environment and files, locked.
    convenience init(with inputs: SampleInputs) throws {
        try self.init(Self.whole(inputs))
        try directory.write("pylock.toml", inputs.pylock)
        try directory.write("imgship.lock", inputs.lock)
        try directory.write("app/data/notes.txt", "one\ntwo\n")
        try directory.write("app/data/skipped.log", "not in the image\n")
        try FileManager.default.createSymbolicLink(
            atPath: directory.path.appending("app/link").string, withDestinationPath: "data/notes.txt")
    }

    static let files = """
        version: 1
        project: sample
        platforms: [linux/amd64, linux/arm64]
        images:
          files:
            base: scratch
            copy: [{from: app, to: /app}]
            config: {entrypoint: [/app/run], user: "1000:1000"}

        """

    static func whole(_ inputs: SampleInputs) -> String {
        """
        version: 1
        project: sample
        platforms: [linux/amd64, linux/arm64]
        sources:
          debian: {debian: ["file://\(inputs.directory.path)/debian"]}
          pypi: {index: ["file://\(inputs.directory.path)/simple"]}
        bases:
          tiny: {debian: bookworm, packages: [tiny], users: {app: 1000}}
        images:
          whole:
            base: tiny
            python: {lock: pylock.toml, venv: /opt/venv, version: "3.11"}
            copy: [{from: app, to: /app, exclude: ["**/*.log"]}]
            config: {user: "1000:1000", workdir: /app, entrypoint: [/app/run], env: {LANG: C.UTF-8}, expose: [8000], volumes: [/tmp]}

        """
    }

    var root: String { directory.path.string }
    var store: StoreOnDisk { StoreOnDisk(path: directory.path.appending(".imgship")) }

    /// The variables imgship is run with: a home of the project's own, and no more.
    var variables: [String: String] { ["HOME": root + "/home", "TMPDIR": FileManager.default.temporaryDirectory.path] }

    /// Runs imgship in the project's directory.
    /// - Parameter wrapper: words in front of it: what changes the user, or the limits.
    func run(_ arguments: [String], _ changes: [String: String] = [:], wrapper: [String] = []) throws -> Program.Output {
        try Program.run(wrapper + Binary.command(arguments, variables.merging(changes) { $1 }), directory: root)
    }

    /// Runs imgship, which must succeed, and returns what it printed on standard output.
    @discardableResult
    func output(_ arguments: [String], _ changes: [String: String] = [:], wrapper: [String] = []) throws -> String {
        try Program.output(wrapper + Binary.command(arguments, variables.merging(changes) { $1 }), directory: root)
    }

    /// Builds with `--json`.
    func build(_ arguments: [String] = [], _ changes: [String: String] = [:], wrapper: [String] = []) throws -> BuildDocument {
        let text = try output(["build", "--json"] + arguments, changes, wrapper: wrapper)
        return try JSONDecoder().decode(BuildDocument.self, from: Data(text.utf8))
    }

    /// Starts imgship and returns while it runs, its words thrown away unless there is a place for them.
    func start(
        _ arguments: [String], _ changes: [String: String] = [:], output: FileDescriptor? = nil, error: FileDescriptor? = nil
    ) throws -> ChildProcess {
        let null = try FileDescriptor.open("/dev/null", .readWrite)
        defer { try? null.close() }
        return try ChildProcess(
            Binary.command(arguments, variables.merging(changes) { $1 }), directory: root, input: null, output: output ?? null,
            error: error ?? null)
    }
}

/// What `imgship build --json` is promised to print.
struct BuildDocument: Decodable, Equatable {
    struct Image: Decodable, Equatable {
        let name: String
        let digest: String
        let reference: String?
        let platforms: [PlatformImage]
    }
    struct PlatformImage: Decodable, Equatable {
        let platform: String
        let digest: String
        let size: Int
        let layers: [Layer]
    }
    struct Layer: Decodable, Equatable {
        let digest: String
        let diffID: String
        let size: Int
        let mediaType: String
        let origin: String
    }
    let schema: Int
    let images: [Image]
}

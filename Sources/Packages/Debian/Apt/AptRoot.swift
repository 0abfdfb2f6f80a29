import Bytes
import Diagnostics
import Glibc
import OCI
import SystemPackage

/// A directory in which apt works as if it were a whole system, apart from the machine's own.
///
/// Its package lists stay for the next run; one process at a time uses it.
struct AptRoot: Sendable {
    let directory: FilePath

    init(_ directory: FilePath) { self.directory = directory }

    /// What tells apt to read and write here alone.
    var environment: [String: String?] {
        ["APT_CONFIG": directory.appending("apt.conf").string, "LC_ALL": "C", "LANGUAGE": nil, "DEBIAN_FRONTEND": "noninteractive"]
    }

    /// Makes the directories and waits for other processes to be done with them; the root is this one's until the descriptor is closed.
    /// - Throws: ``FileError``.
    func open() async throws -> FileDescriptor {
        for name in [
            "etc/apt.conf.d", "etc/preferences.d", "etc/sources.list.d", "etc/trusted.gpg.d", "state/lists/partial",
            "cache/archives/partial",
        ] {
            try Self.makeDirectory(directory.appending(name))
        }
        let path = directory.appending("lock")
        let file: FileDescriptor
        do {
            file = try FileDescriptor.open(path, .readWrite, options: [.create, .closeOnExec], permissions: .ownerReadWrite)
        } catch let error as Errno {
            throw FileError("open", path, error)
        }
        return try await BlockingThread.run {
            while flock(file.rawValue, LOCK_EX) != 0 {
                let error = Errno(rawValue: errno)
                guard error == .interrupted else {
                    try? file.close()
                    throw FileError("lock", path, error)
                }
            }
            return file
        }
    }

    /// Writes the files that say what is asked for.
    func configure(_ request: AptRequest, sources: String, preferences: String, settings: AptSettings) throws {
        try write(try configuration(request, settings), to: "apt.conf")
        try write(sources, to: "etc/sources.list")
        try write(preferences, to: "etc/preferences")
        try write(try status(request), to: "state/status")
    }

    private func configuration(_ request: AptRequest, _ settings: AptSettings) throws -> String {
        let root = directory.string
        let architecture = try request.architecture
        // Dir::Etc::main and ::parts keep the machine's own configuration out, its hooks above all.
        let lines =
            settings.lines + [
                "Dir \"\(root)/\";", "Dir::State \"\(root)/state\";", "Dir::State::status \"\(root)/state/status\";",
                "Dir::Cache \"\(root)/cache\";", "Dir::Etc \"\(root)/etc\";", "Dir::Etc::main \"/dev/null\";",
                "Dir::Etc::parts \"\(root)/etc/apt.conf.d\";", "Dir::Etc::netrc \"/etc/apt/auth.conf\";",
                "Dir::Etc::netrcparts \"/etc/apt/auth.conf.d\";", "APT::Architecture \"\(architecture)\";",
                "APT::Architectures { \"\(architecture)\"; };", "APT::Install-Recommends \"false\";", "APT::Install-Suggests \"false\";",
                "APT::Sandbox::User \"\";", "APT::Update::Error-Mode \"any\";", "APT::Get::AllowUnauthenticated \"false\";",
                "Acquire::AllowInsecureRepositories \"false\";", "Acquire::AllowWeakRepositories \"false\";",
                "Acquire::AllowDowngradeToInsecureRepositories \"false\";", "Acquire::Languages \"none\";",
                "Acquire::ForceHash \"SHA256\";",
                // The file lock above does what apt's own does, and waits.
                "Debug::NoLocking \"true\";",
            ]
        return lines.joined(separator: "\n") + "\n"
    }

    /// The provided packages, as dpkg would list them.
    private func status(_ request: AptRequest) throws -> String {
        try request.provided.map { name in
            """
            Package: \(name)
            Status: install ok installed
            Priority: optional
            Section: misc
            Maintainer: none
            Architecture: \(try request.architecture)
            Multi-Arch: foreign
            Version: 9999:1
            \(name == "mawk" ? "Provides: awk\n" : "")Description: provided by nothing

            """
        }.joined(separator: "\n")
    }

    private func write(_ text: String, to name: String) throws {
        let path = directory.appending(name)
        do {
            let file = try FileDescriptor.open(
                path, .writeOnly, options: [.create, .truncate, .closeOnExec], permissions: [.ownerReadWrite, .groupRead, .otherRead])
            try file.closeAfter { _ = try file.writeAll(text.utf8) }
        } catch let error as Errno {
            throw FileError("write", path, error)
        }
    }

    /// Makes a directory and those above it.
    private static func makeDirectory(_ path: FilePath) throws {
        if mkdir(path.string, 0o755) == 0 || errno == EEXIST { return }
        let error = Errno(rawValue: errno)
        guard error == .noSuchFileOrDirectory, !path.components.isEmpty else { throw FileError("create the directory", path, error) }
        try makeDirectory(path.removingLastComponent())
        guard mkdir(path.string, 0o755) == 0 || errno == EEXIST else {
            throw FileError("create the directory", path, Errno(rawValue: errno))
        }
    }
}

import Build
import Bytes
import Configuration
import Content
import Diagnostics
import FoundationEssentials
import Glibc
import Packages
import SystemPackage
import Terminal

/// Everything a verb needs of the world: the one place that reads the environment, the working directory and the terminal.
struct Context {
    let options: CommonOptions
    let environment: [String: String]
    let reporter: TerminalReporter

    init(_ options: CommonOptions) {
        self.options = options
        environment = ProcessInfo.processInfo.environment
        reporter = TerminalReporter(Self.style(amount: options.amount))
    }

    static func style(amount: OutputStyle.Amount) -> OutputStyle {
        OutputStyle(amount: amount, isTerminal: isatty(STDERR_FILENO) == 1, environment: ProcessInfo.processInfo.environment)
    }

    /// What results on standard output may look like.
    var outputStyle: OutputStyle {
        OutputStyle(amount: options.amount, isTerminal: isatty(STDOUT_FILENO) == 1, environment: environment)
    }

    /// The project of `--file`, with its lock.
    /// - Parameter readLock: reads the lock; a verb that writes it anew can do without one that is damaged.
    func project(readLock: (FilePath, String) throws -> Lock? = LockFile.read) throws -> Project {
        let file = try projectFile()
        return Project(
            file: file, lock: try readLock(lockPath, Project.lockName(of: options.file)),
            directory: absolute(options.file).removingLastComponent())
    }

    /// What `--file` says, for verbs that need no lock.
    func projectFile() throws -> ProjectFile {
        let text: String
        do {
            text = String(decoding: try FileContent.read(absolute(options.file), limit: 4 << 20), as: UTF8.self)
        } catch let error as FileError where error.errno == .noSuchFileOrDirectory {
            throw UsageError("there is no '\(options.file)'", hint: "run in the directory of your project, or name the file with --file")
        }
        return try ProjectFile.load(text: text, file: options.file, environment: options.env, variables: environment)
    }

    /// What `--file` says; nil where there is no such file.
    func projectFileIfPresent() throws -> ProjectFile? {
        FileManager.default.fileExists(atPath: absolute(options.file).string) ? try projectFile() : nil
    }

    var lockPath: FilePath { absolute(Project.lockName(of: options.file)) }

    func store(of project: Project) throws -> ContentStore {
        try ContentStore.open(options.store.map(absolute) ?? project.directory.appending(".imgship"))
    }

    /// An existing store, for verbs that only read it.
    func existingStore() throws -> ContentStore {
        guard let store = try storeIfPresent() else {
            throw UsageError(
                "nothing has been built yet: there is no store at '\(storePath)'",
                hint: "run `imgship build`, or name the store with --store")
        }
        return store
    }

    /// The store, where there is one. One that is named with `--store` must be there.
    func storeIfPresent() throws -> ContentStore? {
        try options.store != nil || ContentStore.exists(at: storePath) ? ContentStore(existing: storePath) : nil
    }

    /// Where the store is, or would be.
    var storePath: FilePath { options.store.map(absolute) ?? absolute(options.file).removingLastComponent().appending(".imgship") }

    /// - Throws: ``UsageError`` when nothing says where a cache may be: a shared place would let others put files into it.
    func machine() throws -> Machine {
        let home = environment["HOME"].flatMap { $0.isEmpty ? nil : FilePath($0) }
        let base = environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? FilePath($0) : nil } ?? home?.appending(".cache")
        guard let base else { throw UsageError("there is no place for the download cache", hint: "set HOME or XDG_CACHE_HOME") }
        return Machine(environment: environment, home: home, cache: base.appending("imgship"))
    }

    /// `SOURCE_DATE_EPOCH`, in seconds since 1970.
    /// - Source: reproducible-builds.org, "SOURCE_DATE_EPOCH specification".
    func epoch() throws -> Int64? {
        guard let text = environment["SOURCE_DATE_EPOCH"], !text.isEmpty else { return nil }
        guard let seconds = Int64(text), seconds >= 0 else {
            throw UsageError("SOURCE_DATE_EPOCH is '\(text)', which is not a number of seconds since 1970")
        }
        return seconds
    }

    /// What time it is, in seconds since 1970.
    var now: Int64 { Int64(Date().timeIntervalSince1970) }

    /// Processors this process may run on; `IMGSHIP_THREADS` sets another number, which changes no byte of any layer.
    func threads() throws -> Int {
        guard let text = environment["IMGSHIP_THREADS"], !text.isEmpty else { return max(1, ProcessInfo.processInfo.activeProcessorCount) }
        guard let count = Int(text), (1...1024).contains(count) else {
            throw UsageError("IMGSHIP_THREADS is '\(text)', which is not a number from 1 to 1024")
        }
        return count
    }

    /// Whether a CI system runs this: then nothing may be changed that a commit should have held.
    var isCI: Bool { !["", "0", "false"].contains(environment["CI", default: ""]) }

    func absolute(_ path: String) -> FilePath {
        FilePath(FileManager.default.currentDirectoryPath).pushing(FilePath(path))
    }
}

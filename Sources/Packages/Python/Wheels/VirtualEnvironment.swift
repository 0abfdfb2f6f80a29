import Archive
import OCI

/// Where Python packages are laid out: a virtual environment at a fixed path of the image.
///
/// What `python3.X -m venv --without-pip` makes at that path, without the `activate` scripts and without the folder's `.gitignore`:
/// the first are for people's shells, the second for people's source trees, and an image has neither.
package struct VirtualEnvironment: Hashable, Sendable {
    /// The environment's directory in the image, without slashes at its ends: `opt/venv`.
    package let path: EntryPath
    package let interpreter: PythonInterpreter
    /// Packages the user asked for by name, which get pip's REQUESTED mark; nil when that is not known.
    package let requested: Set<PackageName>?
    /// The time of every file, in seconds since 1970: wheels carry no usable times.
    package let modificationTime: Int64

    /// Noon on 1 January 1980, the first day that zip files can express.
    ///
    /// A constant, not the lock's time: else `imgship lock --update NAME` would change every layer and not only the package's own.
    package static let defaultTime: Int64 = 315_576_000

    /// - Parameter path: absolute; `/opt/venv`.
    /// - Throws: ``PythonError`` `.invalidValue` for the root, a relative path, or one that a script's first line cannot hold.
    package init(
        path: String, interpreter: PythonInterpreter, requested: Set<PackageName>? = nil, modificationTime: Int64 = defaultTime
    ) throws(PythonError) {
        let hint = "give the absolute path of a directory, as in /opt/venv"
        // A line break or a quote would end the first line of scripts, or the quotes in it.
        let isWritable = path.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x24 && $0 != 0x60 && $0 != 0x5c }
        guard path.hasPrefix("/"), isWritable, let parsed = try? EntryPath(path), !parsed.isRoot else {
            throw PythonError(.invalidValue, path, reason: "as the place of a virtual environment", hint: hint)
        }
        self.path = parsed
        self.interpreter = interpreter
        self.requested = requested
        self.modificationTime = modificationTime
    }

    /// `/opt/venv/bin/python`: what scripts start with.
    package var python: String { "/\(path.text)/bin/python" }
    /// Below the environment: `lib/python3.11/site-packages`.
    var sitePackages: String { "lib/python\(interpreter.series)/site-packages" }

    /// Everything of the environment that no wheel brings, each directory before what it holds, and the bytes of the one file.
    package var skeleton: [(entry: Entry, content: [UInt8])] {
        let own = "python\(interpreter.series)"
        var entries: [(Entry, [UInt8])] = []
        for name in ["", "bin", "include", "include/\(own)", "lib", "lib/\(own)", sitePackages] { add(name, .directory, 0o755) }
        add("lib64", .symbolicLink(target: "lib"), 0o777)
        add("bin/\(own)", .symbolicLink(target: interpreter.path), 0o777)
        add("bin/python", .symbolicLink(target: own), 0o777)
        add("bin/python3", .symbolicLink(target: own), 0o777)
        add("pyvenv.cfg", .file(size: Int64(configuration.count)), 0o644, configuration)
        return entries

        func add(_ name: String, _ kind: Entry.Kind, _ mode: UInt16, _ content: [UInt8] = []) {
            // Only names from this function come here, and they hold no "..".
            guard let path = try? path.appending(name) else { return }
            entries.append((Entry(path, kind, mode: mode, modificationTime: modificationTime), content))
        }
    }

    /// `pyvenv.cfg`, which makes Python take the directory for an environment of its own.
    private var configuration: [UInt8] {
        Array(
            """
            home = \(interpreter.home)
            include-system-site-packages = false
            version = \(interpreter.version)
            executable = \(interpreter.path)
            command = \(interpreter.path) -m venv --without-pip /\(path.text)

            """.utf8)
    }

    /// Everything about the environment that its layers depend on, as text for digests.
    var fingerprint: String {
        "\(path.text)\n\(interpreter.path)\n\(interpreter.version)\n\(modificationTime)"
    }
}

/// The Python part of an image: wheels laid out as a virtual environment.
package struct PythonSpec: Sendable, Equatable {
    /// Requirement files to resolve, relative to the file; empty if `lock` is given.
    package var requirements: [String] = []
    /// A `pylock.toml` or a requirements.txt with hashes, relative to the file; taken as it is.
    package var lock: String?
    /// Absolute, in the image.
    package var venv: String
    /// `3.11`; nil: that of the interpreter in the base.
    package var version: String?
    /// Absolute, in the image; nil: `/usr/bin/pythonVERSION`.
    package var interpreter: String?
    package let origin: Origin

    package static let keys = Keys("'python'", definition: "python", ["requirements", "lock", "venv", "version", "interpreter"])

    init?(_ node: Node, _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        origin = reading.origin(node)
        requirements = fields.read("requirements") { reading.oneOrMore($0, "a path or a list of paths", reading.projectPath) } ?? []
        lock = fields.read("lock", reading.projectPath)
        venv = fields.read("venv", reading.containerPath) ?? "/opt/venv"
        version = fields.read("version") { node in
            reading.word(node, "a Python version such as 3.11") { text in
                let parts = text.split(separator: ".", omittingEmptySubsequences: false)
                return parts.count == 2 && parts[0] == "3" && parts[1].count <= 3 && UInt(parts[1]) != nil
            }
        }
        interpreter = fields.read("interpreter", reading.containerPath)
        fields.exclusive("requirements", "lock")
        if !fields.has("requirements"), !fields.has("lock") {
            reading.report(node, "'requirements' is missing: give a requirements file, or a finished 'lock'")
        }
        if venv.split(separator: "/").isEmpty, let node = fields["venv"] { reading.report(node, "the virtual environment cannot be '/'") }
    }
}

/// One application of a folder, as a first `imgship.yaml` describes it: an image and a service.
package struct ApplicationDraft: Sendable, Hashable {
    /// What its image stands on.
    package enum Base: Sendable, Hashable {
        /// Debian packages: a Python of its own, and more.
        case debian(DebianPython, packages: [String])
        /// An image of a registry, as in a Dockerfile.
        case image(String)
        case scratch
    }

    /// Files of the folder that go into the image.
    package struct Copy: Sendable, Hashable {
        /// Relative to the project.
        package var from: String
        package var to: String
        package var exclude: [String] = []
    }

    /// What `python:` of the image says.
    package struct Python: Sendable, Hashable {
        /// Relative to the project.
        package var requirements: [String] = []
        /// A lock of the user's own, relative to the project.
        package var lock: String?
        /// Only where the base does not tell: `3.12`.
        package var version: String?
    }

    package let name: String
    /// Relative to the project, `.` for the whole.
    package let folder: String
    package var base = Base.scratch
    package var python: Python?
    package var copies: [Copy] = []
    package var workdir = "/app"
    package var entrypoint: [String] = []
    package var command: [String] = []
    /// Of the image.
    package var variables: [String: String] = [:]
    package var framework: Framework?
    /// Nil for what listens nowhere, as far as can be seen.
    package var port: Int?
    /// Where users are to find it; as ``port`` when nil.
    package var listen: Int?
    package var health: HealthProbe?
    /// Of the service: where others are, mostly.
    package var settings: [String: String] = [:]
    /// Names of secrets by variable.
    package var secrets: [String: String] = [:]
    /// Variables of the compose file that name services of it which are not taken over, by variable.
    package var foreignVariables: [String: String] = [:]
    /// More variables that the code reads, sorted.
    package var otherVariables: [String] = []
    /// Applications that must run first.
    package var after: [String] = []
    /// Whether users reach it: then it gets a load balancer.
    package var isPublic = false

    init(name: String, folder: String) {
        self.name = name
        self.folder = folder
    }

    /// Whether anything says how it is started.
    package var hasCommand: Bool { !entrypoint.isEmpty || !command.isEmpty }
}

extension ApplicationDraft {
    /// Python's path in the image.
    var interpreter: String {
        if python != nil { return "/opt/venv/bin/python" }
        return switch base {
        case .debian(let debian, _): "/usr/bin/python\(debian.version)"
        case .image, .scratch: "python3"
        }
    }
}

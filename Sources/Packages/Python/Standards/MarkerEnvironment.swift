/// The names a marker may ask for.
package enum MarkerVariable: String, Hashable, Sendable, CaseIterable {
    case osName = "os_name"
    case sysPlatform = "sys_platform"
    case platformMachine = "platform_machine"
    case platformPythonImplementation = "platform_python_implementation"
    case platformRelease = "platform_release"
    case platformSystem = "platform_system"
    case platformVersion = "platform_version"
    case pythonVersion = "python_version"
    case pythonFullVersion = "python_full_version"
    case implementationName = "implementation_name"
    case implementationVersion = "implementation_version"
    case extra
    case extras
    case dependencyGroups = "dependency_groups"

    /// Names from before PEP 508 that are still met.
    static let old: [String: MarkerVariable] = [
        "os.name": .osName, "sys.platform": .sysPlatform, "platform.version": .platformVersion, "platform.machine": .platformMachine,
        "platform.python_implementation": .platformPythonImplementation, "python_implementation": .platformPythonImplementation,
    ]

    var isVersion: Bool {
        switch self {
        case .pythonVersion, .pythonFullVersion, .implementationVersion, .platformRelease: true
        default: false
        }
    }

    var isSet: Bool { self == .extras || self == .dependencyGroups }
}

/// What the variables of a marker stand for in the image.
package struct MarkerEnvironment: Sendable {
    private let target: PythonTarget
    /// The extra a requirement is looked at for; empty for none.
    package let extra: String
    /// Extras and dependency groups of a `pylock.toml` that are to be installed, normalised.
    package let extras: Set<String>
    package let dependencyGroups: Set<String>

    package init(_ target: PythonTarget, extra: String = "", extras: Set<String> = [], dependencyGroups: Set<String> = []) {
        self.target = target
        self.extra = extra
        self.extras = extras
        self.dependencyGroups = dependencyGroups
    }

    /// Kernel release and version are those of the machine the image will run on, which nobody knows: they are empty.
    package subscript(variable: MarkerVariable) -> String {
        switch variable {
        case .osName: "posix"
        case .sysPlatform: "linux"
        case .platformMachine: target.machine
        case .platformPythonImplementation: "CPython"
        case .platformSystem: "Linux"
        case .pythonVersion: target.python.series
        // Without a known patch level the series' first release: the safe side for `>=`.
        case .pythonFullVersion, .implementationVersion: target.python.patch == nil ? "\(target.python.series).0" : target.python.version
        case .implementationName: "cpython"
        case .extra: extra
        case .platformRelease, .platformVersion, .extras, .dependencyGroups: ""
        }
    }

    func set(_ variable: MarkerVariable) -> Set<String> {
        switch variable {
        case .extras: extras
        case .dependencyGroups: dependencyGroups
        default: []
        }
    }
}

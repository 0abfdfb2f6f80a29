import OCI

/// What wheels have to fit: a Python, a processor and the level of the C library.
package struct PythonTarget: Hashable, Sendable {
    package let python: PythonInterpreter
    /// As the kernel calls it: `x86_64` or `aarch64`.
    package let machine: String
    /// The minor version of glibc 2: 36 in Debian 12.
    package let glibcMinor: Int

    /// - Throws: ``PythonError`` `.invalidValue` for a platform other than linux/amd64 and linux/arm64.
    package init(python: PythonInterpreter, platform: Platform, glibcMinor: Int) throws(PythonError) {
        switch (platform.os, platform.architecture) {
        case ("linux", "amd64"): machine = "x86_64"
        case ("linux", "arm64"): machine = "aarch64"
        default:
            throw PythonError(
                .invalidValue, platform.description, reason: "wheels are laid out for linux/amd64 and linux/arm64 only")
        }
        self.python = python
        self.glibcMinor = glibcMinor
    }

    /// The minor version of glibc 2 in a Debian release, by its code name; nil for a release that is not known.
    ///
    /// Source: packages.debian.org, package libc6.
    package static func glibcMinor(debianRelease: String) -> Int? {
        ["buster": 28, "bullseye": 31, "bookworm": 36, "trixie": 41][debianRelease]
    }

    /// Every tag this target takes, the best first.
    ///
    /// The order is the one pip follows: own ABI, the stable ABI down to Python 3.2, no ABI, then any Python of the same major version.
    /// - Source: `packaging.tags`, `cpython_tags` and `compatible_tags`.
    package var supportedTags: [CompatibilityTag] {
        let minor = python.minor
        let own = "cp3\(minor)"
        let platforms = self.platforms
        var tags: [CompatibilityTag] = []
        func add(_ python: String, _ abi: String, _ platforms: [String]) {
            tags += platforms.map { CompatibilityTag(python: python, abi: abi, platform: $0) }
        }
        add(own, own, platforms)
        add(own, "abi3", platforms)
        add(own, "none", platforms)
        for older in stride(from: minor - 1, through: 2, by: -1) { add("cp3\(older)", "abi3", platforms) }
        let generic = ["py3\(minor)", "py3"] + stride(from: minor - 1, through: 0, by: -1).map { "py3\($0)" }
        for python in generic { add(python, "none", platforms) }
        add(own, "none", ["any"])
        for python in generic { add(python, "none", ["any"]) }
        return tags
    }

    /// The position of the best tag of a wheel among those supported, 0 the best; nil when none fits.
    package func rank(of wheel: WheelFileName) -> Int? {
        let offered = Set(wheel.tags)
        return supportedTags.firstIndex(where: offered.contains)
    }

    /// The manylinux tags from the newest glibc the image has down to the oldest there is for the processor.
    private var platforms: [String] {
        // PEP 600: before aarch64 had manylinux2014 (glibc 2.17), x86_64 had manylinux1 (2.5).
        let oldest = machine == "x86_64" ? 5 : 17
        let legacy = [17: "manylinux2014", 12: "manylinux2010", 5: "manylinux1"]
        var names: [String] = []
        for minor in stride(from: glibcMinor, through: oldest, by: -1) {
            names.append("manylinux_2_\(minor)_\(machine)")
            if let old = legacy[minor] { names.append("\(old)_\(machine)") }
        }
        return names + ["linux_\(machine)"]
    }
}

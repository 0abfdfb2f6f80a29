/// The Python a virtual environment stands on: CPython 3.
package struct PythonInterpreter: Hashable, Sendable {
    /// Absolute, inside the image: `/usr/bin/python3.11`.
    package let path: String
    /// The second number of the version: 11.
    package let minor: Int
    /// The third number, where it is known: 2.
    package let patch: Int?

    /// - Parameter version: `3.11` or `3.11.2`.
    /// - Throws: ``PythonError`` `.invalidValue` for another major version, or a path that is not absolute.
    package init(path: String, version: String) throws(PythonError) {
        let numbers = version.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        guard (2...3).contains(numbers.count), numbers[0] == 3, let minor = numbers[1], (0...99).contains(minor) else {
            throw PythonError(.invalidValue, version, hint: "a Python version reads 3.MINOR or 3.MINOR.PATCH, as in 3.11")
        }
        if numbers.count == 3, numbers[2] == nil || numbers[2] ?? 0 < 0 {
            throw PythonError(.invalidValue, version, hint: "a Python version reads 3.MINOR or 3.MINOR.PATCH, as in 3.11")
        }
        guard path.hasPrefix("/"), !path.utf8.contains(0x0a), !path.utf8.contains(0) else {
            throw PythonError(.invalidValue, path, hint: "give the absolute path of the interpreter inside the image")
        }
        self.path = path
        self.minor = minor
        patch = numbers.count == 3 ? numbers[2] : nil
    }

    /// `3.11`.
    package var series: String { "3.\(minor)" }
    /// `3.11.2`, or `3.11` where the patch level is not known.
    package var version: String { patch.map { "\(series).\($0)" } ?? series }
    /// The directory the interpreter is in: `/usr/bin`.
    package var home: String {
        let parent = path.utf8.lastIndex(of: 0x2f).map { String(path[..<$0]) } ?? ""
        return parent.isEmpty ? "/" : parent
    }

    /// The Python among locked Debian packages: `python3.11-minimal` 3.11.2-6 is `/usr/bin/python3.11`, 3.11.2.
    /// - Returns: nil when there is none; the newest when there are several.
    package static func installed(by packages: [LockedArtifact]) -> PythonInterpreter? {
        let found = packages.compactMap { package -> PythonInterpreter? in
            guard let series = PythonPackage.version(of: package.name) else { return nil }
            let upstream = String(package.version.prefix { $0.isNumber || $0 == "." })
            let path = "/usr/bin/python" + series
            return (try? PythonInterpreter(path: path, version: upstream)) ?? (try? PythonInterpreter(path: path, version: series))
        }
        return found.max { $0.minor < $1.minor }
    }
}

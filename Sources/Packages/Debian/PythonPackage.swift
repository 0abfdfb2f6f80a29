/// Debian's packages of Python interpreters.
enum PythonPackage {
    /// The version (`3.11`) whose interpreter a package ships, which is `python3.11-minimal`; nil for any other package.
    static func version(of package: String) -> String? {
        guard package.hasPrefix("python3."), package.hasSuffix("-minimal") else { return nil }
        let minor = package.dropFirst("python3.".count).dropLast("-minimal".count)
        guard !minor.isEmpty, minor.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return "3.\(minor)"
    }
}

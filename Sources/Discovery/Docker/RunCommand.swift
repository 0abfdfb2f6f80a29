/// What a `RUN` does, as far as an image without it can have the same.
struct RunCommand: Sendable, Hashable {
    private(set) var debianPackages: [String] = []
    /// Commands that have no counterpart.
    private(set) var rest: [String] = []

    /// - Parameter text: without the word `RUN`.
    init(_ text: String) {
        let flags = text.split(separator: " ").prefix { $0.hasPrefix("--") }.count
        let line = text.split(separator: " ").dropFirst(flags).joined(separator: " ")
        for command in Self.commands(in: line) {
            // Variables that are set for one command come before it.
            let all = command.split(separator: " ").map(String.init)
            let words = Array(all.drop { $0.contains("=") && !$0.hasPrefix("-") })
            guard let program = words.first(where: { $0 != "sudo" }) else { continue }
            if Self.isInstallation(program, words) {
                debianPackages += words.drop { $0 != "install" }.dropFirst().filter { !$0.hasPrefix("-") }.map {
                    String($0.prefix { $0 != "=" })
                }
            } else if !Self.isNeedless(program, words) {
                rest.append(command)
            }
        }
        debianPackages.removeAll { package in
            Self.tools.contains(package) || !package.allSatisfy { $0.isLowercase || $0.isNumber || "+.-".contains($0) }
        }
    }

    private static func commands(in line: String) -> [String] {
        line.replacing("&&", with: ";").split(separator: ";").map { $0.drop { $0 == " " }.split(separator: " ").joined(separator: " ") }
            .filter { !$0.isEmpty }
    }

    private static func isInstallation(_ program: String, _ words: [String]) -> Bool {
        ["apt-get", "apt"].contains(program) && words.contains("install")
    }

    /// Compilers and the like, which only a build with `RUN` needs: wheels are compiled already.
    private static let tools: Set = [
        "build-essential", "gcc", "g++", "make", "python3-dev", "python3-pip", "pip", "apt-utils", "cmake", "pkg-config",
    ]

    /// What the build does by itself, or what only tidies up.
    private static func isNeedless(_ program: String, _ words: [String]) -> Bool {
        switch program {
        case "apt-get", "apt", "rm", "set", "true", "useradd", "adduser", "groupadd", "addgroup", "chown", "chmod", "mkdir", "cd", "echo":
            true
        case "pip", "pip3": words.contains("install")
        case "python", "python3": words.contains("pip") || words.contains("compileall") || words.contains("venv")
        case "uv": words.contains("sync") || words.contains("pip") || words.contains("venv")
        default: false
        }
    }
}

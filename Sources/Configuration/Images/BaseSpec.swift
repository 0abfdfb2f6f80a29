import Diagnostics

/// An entry of `bases:`: Debian packages and users that images stand on.
package struct BaseSpec: Sendable, Equatable {
    /// The release's codename (`bookworm`); nil only if it comes from `base`.
    package var debian: String?
    /// Another entry of `bases:` whose packages and users come first.
    package var base: String?
    /// Debian package names, in the order of the file, each once.
    package var packages: [String] = []
    /// By name.
    package var users: [String: UserSpec] = [:]
    /// Left out although something depends on them.
    package var excludedPackages: [String] = []
    /// Taken as installed already, with nothing of them in the image.
    package var providedPackages: [String] = []
    package let origin: Origin
    /// Where `base` is written.
    let baseOrigin: Origin

    package static let keys = Keys(
        "a base", definition: "base", ["debian", "base", "packages", "users", "exclude-packages", "provided"])

    init?(_ node: Node, _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        origin = reading.origin(node)
        baseOrigin = reading.origin(fields["base"] ?? node)
        debian = fields.read("debian") { reading.codename($0) }
        base = fields.read("base") { reading.word($0, "the name of another base") }
        packages = fields.read("packages") { reading.packages($0) } ?? []
        users = fields.read("users") { reading.users($0) } ?? [:]
        excludedPackages = fields.read("exclude-packages") { reading.packages($0) } ?? []
        providedPackages = fields.read("provided") { reading.packages($0) } ?? []
        if !fields.has("debian"), !fields.has("base") {
            reading.report(node, "'debian' is missing: give a release's codename, as in 'debian: bookworm', or another 'base'")
        }
        for entry in fields["packages"]?.items ?? [] {
            guard case .scalar(let name, _) = entry.content else { continue }
            if excludedPackages.contains(name) {
                reading.report(entry, "package '\(name)' is both in 'packages' and in 'exclude-packages'")
            }
        }
    }
}

extension Reading {
    fileprivate func codename(_ node: Node) -> String? {
        word(node, "a Debian release's codename such as bookworm or trixie") { text in
            !text.isEmpty && text.utf8.allSatisfy { (0x61...0x7a).contains($0) || $0 == 0x2d }
        }
    }

    fileprivate func packages(_ node: Node) -> [String]? {
        unique(node, "package")
        var seen: Set<String> = []
        return list(node, "a list of package names") { item in
            guard let name = word(item, "a package name") else { return nil }
            guard Names.isDebianPackage(name) else {
                let hint = name.contains("=") ? ": versions are kept in imgship.lock" : ""
                report(item, "'\(name.shortened)' is not a Debian package name\(hint)")
                return nil
            }
            return seen.insert(name).inserted ? name : nil
        }
    }

    fileprivate func users(_ node: Node) -> [String: UserSpec]? {
        map(node, "a map of users, NAME: UID", isName: Names.isUser, rule: "use lower-case letters, digits, '_' and '-', at most 32") {
            UserSpec(name: $0.key, $0.value, self)
        }
    }
}

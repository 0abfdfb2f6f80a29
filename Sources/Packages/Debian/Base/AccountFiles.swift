import Archive

/// `/etc/passwd`, `/etc/group` and the home directories.
///
/// There is no `/etc/shadow`: nobody logs in to a container by password. The password fields hold `*`, which no password matches, rather
/// than the `x` that would send programs to a shadow file.
struct AccountFiles {
    /// By name; a user's group has the same name.
    private let users: [String: DebianUser]

    /// - Throws: ``DebianError`` `.invalidUser`, `.invalidUserPath`.
    init(users: [String: DebianUser]) throws {
        for name in users.keys where !Self.isValid(name) { throw DebianError(.invalidUser, subject: name) }
        for (name, user) in users {
            for path in [user.home, user.shell] where !Self.isValidPath(path) {
                throw DebianError(.invalidUserPath(user: name), subject: path)
            }
        }
        self.users = users
    }

    /// Debian's static accounts come from base-passwd when it is among the packages; else there are root and nobody.
    func add(to additions: Additions, kept: KeptFiles) throws {
        let shell = try additions.exists("usr/bin/bash") ? "/bin/bash" : "/bin/sh"
        var accounts =
            lines(kept[KeptFiles.accounts]) ?? [
                "root:*:0:0:root:/root:\(shell)", "nobody:*:65534:65534:nobody:/nonexistent:\(Self.noShell)",
            ]
        var groups = lines(kept[KeptFiles.groups]) ?? ["root:*:0:", "nogroup:*:65534:"]
        let sorted = users.sorted { ($0.value.id, $0.key) < ($1.value.id, $1.key) }
        for (name, user) in sorted {
            if !accounts.contains(where: { $0.hasPrefix(name + ":") }) {
                accounts.append("\(name):*:\(user.id):\(user.group):\(name):\(user.home):\(user.shell)")
            }
            if !groups.contains(where: { $0.hasPrefix(name + ":") || $0.split(separator: ":").dropFirst(2).first == "\(user.group)" }) {
                groups.append("\(name):*:\(user.group):")
            }
        }
        try additions.file("etc/passwd", accounts.joined(separator: "\n") + "\n")
        try additions.file("etc/group", groups.joined(separator: "\n") + "\n")
        try additions.directory("root", mode: 0o700)
        try additions.directory("home")
        for (_, user) in sorted {
            try additions.directory(String(user.home.drop { $0 == "/" }), mode: 0o700, owner: Owner(user: user.id, group: user.group))
        }
    }

    private static let noShell = "/usr/sbin/nologin"

    private func lines(_ file: [UInt8]?) -> [String]? {
        file.map { String(decoding: $0, as: UTF8.self).split(separator: "\n").map(String.init) }
    }

    /// - Source: useradd(8); the length is that of utmp's field.
    static func isValid(_ name: String) -> Bool {
        guard let first = name.utf8.first, name.utf8.count <= 32, isLower(first) || first == UInt8(ascii: "_") else { return false }
        return name.utf8.allSatisfy { isLower($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
    }

    private static func isValidPath(_ path: String) -> Bool {
        path.hasPrefix("/") && path.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f && $0 != UInt8(ascii: ":") }
    }

    private static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte) }
}

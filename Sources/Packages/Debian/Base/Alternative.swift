import Archive

/// One call of `update-alternatives --install`, written out literally in a maintainer script.
/// - Source: update-alternatives(1).
struct Alternative: Sendable, Equatable {
    struct Link: Sendable, Equatable {
        /// The generic path, as `/usr/bin/editor`.
        let link: String
        /// The name below `/etc/alternatives`.
        let name: String
        /// Where it leads.
        let path: String
    }

    let main: Link
    let priority: Int
    let slaves: [Link]

    /// Reads the words of a command; nil when it is not such a call, or one that only a shell could complete.
    init?(_ command: ShellCommand) {
        guard command.name == "update-alternatives", command.words.allSatisfy(\.isLiteral) else { return nil }
        var words = command.words.map(\.text).dropFirst().drop { $0 != "--install" }.dropFirst()
        guard let main = Self.takeLink(&words), let number = words.popFirst(), let priority = Int(number) else { return nil }
        var slaves: [Link] = []
        while let option = words.popFirst() {
            guard option == "--slave", let slave = Self.takeLink(&words) else { return nil }
            slaves.append(slave)
        }
        self.main = main
        self.priority = priority
        self.slaves = slaves
    }

    private static func takeLink(_ words: inout ArraySlice<String>) -> Link? {
        guard words.count >= 3 else { return nil }
        let taken = Array(words.prefix(3))
        words = words.dropFirst(3)
        guard taken[0].hasPrefix("/"), taken[2].hasPrefix("/"), !taken[1].isEmpty, !taken[1].contains("/") else { return nil }
        return Link(link: taken[0], name: taken[1], path: taken[2])
    }

    /// Makes the links of the best alternative of every name: the highest priority, then the first in order.
    static func add(_ alternatives: [Alternative], to additions: Additions) throws {
        var best: [String: Alternative] = [:]
        for alternative in alternatives where alternative.priority > best[alternative.main.name]?.priority ?? .min {
            guard try additions.exists(alternative.main.path) else { continue }
            best[alternative.main.name] = alternative
        }
        for (_, chosen) in best.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            // A slave whose file was left out, as manuals are, gets no link: dpkg skips it the same way.
            for link in try [chosen.main] + chosen.slaves.filter({ try additions.exists($0.path) }) {
                try additions.link("etc/alternatives/" + link.name, to: link.path)
                try additions.link(link.link, to: "/etc/alternatives/" + link.name)
            }
        }
    }
}

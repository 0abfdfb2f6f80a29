/// An entry of `sources:`: where a source of packages is found, instead of where this machine's own configuration says.
///
///     sources:
///       debian:            {debian: ["https://mirror.example/debian"], keyring: keys/archive.gpg, snapshot: [https://snapshot.example/debian]}
///       debian-security:   {debian: ["${SECURITY_MIRROR}"]}
///       pypi:              {index: ["${PIP_INDEX_URL}"]}
///
/// `debian`, `debian-security` and `pypi` override the machine's; addresses may use `${NAME}` and `${NAME:-default}`.
package struct SourceSpec: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        /// Debian archives in order of preference, the keyring that signs them (relative to the file, or absolute on this machine), and
        /// archives that are asked only for packages that the others no longer have.
        case debian(addresses: [String], keyring: String?, snapshots: [String])
        /// Python indexes in order of preference (PEP 503 addresses).
        case index([String])
    }

    package var kind: Kind
    package let origin: Origin

    package static let keys = Keys("a source", definition: "source", ["debian", "keyring", "snapshot", "index"])

    init?(_ node: Node, _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        origin = reading.origin(node)
        let addresses = { (node: Node) in reading.oneOrMore(node, "an address or a list of addresses", reading.address) }
        fields.exclusive("debian", "index")
        let keyring = fields.read("keyring") { reading.word($0, "the path of a keyring") }
        let snapshots = fields.read("snapshot", addresses) ?? []
        if fields.has("debian") {
            kind = .debian(addresses: fields.read("debian", addresses) ?? [], keyring: keyring, snapshots: snapshots)
        } else if fields.has("index") {
            for key in ["keyring", "snapshot"] where fields.has(key) {
                reading.report(fields.place(key), "'\(key)' belongs to a source with 'debian'")
            }
            kind = .index(fields.read("index", addresses) ?? [])
        } else {
            reading.report(node, "'debian' is missing: give the addresses of a Debian archive, or of a Python 'index'")
            return nil
        }
    }
}

extension Reading {
    /// `http://`, `https://` or `file://` with something after it.
    fileprivate func address(_ node: Node) -> String? {
        word(node, "an address such as https://host/path") { text in
            ["http://", "https://", "file://"].contains { text.hasPrefix($0) && text.count > $0.count }
                && text.utf8.allSatisfy { (0x21...0x7e).contains($0) }
        }
    }
}

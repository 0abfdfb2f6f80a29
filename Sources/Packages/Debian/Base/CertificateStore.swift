import Archive

/// The trusted certificates, as `update-ca-certificates` lays them out from the files in `/usr/share/ca-certificates`.
///
/// Not made: the links named by a certificate's hash (`openssl rehash`). OpenSSL, GnuTLS and everything built on them read the bundle.
struct CertificateStore {
    /// Sorted by path, the order of the bundle.
    private let certificates: [(path: EntryPath, bytes: [UInt8])]

    init(_ kept: KeptFiles) {
        certificates = kept.files.filter { KeptFiles.isCertificate($0.key) }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    var isEmpty: Bool { certificates.isEmpty }

    /// Every certificate in one file, a line feed added to those that do not end in one.
    var bundle: [UInt8] {
        var bundle: [UInt8] = []
        for (_, bytes) in certificates {
            bundle += bytes
            if let last = bytes.last, last != UInt8(ascii: "\n") { bundle.append(UInt8(ascii: "\n")) }
        }
        return bundle
    }

    func add(to additions: Additions) throws {
        guard !isEmpty else { return }
        let prefix = KeptFiles.certificates
        try additions.directory("etc/ssl/certs")
        try additions.file("etc/ssl/certs/ca-certificates.crt", bundle)
        for (path, _) in certificates { try additions.link("etc/ssl/certs/" + linkName(path), to: "/" + path.text) }
        let names = certificates.map { String(decoding: $0.path.text.utf8.dropFirst(prefix.utf8.count), as: UTF8.self) }
        try additions.file("etc/ca-certificates.conf", names.joined(separator: "\n") + "\n")
        // The two places OpenSSL looks in by default. The package openssl ships the first link, and libssl alone does not.
        try additions.directory("usr/lib/ssl")
        try additions.link("usr/lib/ssl/certs", to: "/etc/ssl/certs")
        try additions.link("usr/lib/ssl/cert.pem", to: "/etc/ssl/certs/ca-certificates.crt")
    }

    /// `mozilla/A B (1).crt` becomes `A_B_=1=.pem`.
    private func linkName(_ path: EntryPath) -> String {
        let replaced = path.lastComponent.dropLast(".crt".count).map { Self.replacements[$0] ?? $0 }
        return String(replaced) + ".pem"
    }

    private static let replacements: [Character: Character] = [" ": "_", ",": "_", "(": "=", ")": "="]
}

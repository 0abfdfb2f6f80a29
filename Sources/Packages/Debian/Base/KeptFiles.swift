import Archive

/// The files of packages whose bytes are kept in memory for what is made of them at the end of the layer.
struct KeptFiles {
    private(set) var files: [EntryPath: [UInt8]] = [:]

    /// Above any of them; a whole certificate store has 250 kB in 150 files.
    static let limit = 1 << 20

    static let nameServices = "usr/share/libc-bin/nsswitch.conf"
    static let accounts = "usr/share/base-passwd/passwd.master"
    static let groups = "usr/share/base-passwd/group.master"
    static let certificates = "usr/share/ca-certificates/"

    static func contains(_ path: EntryPath) -> Bool {
        isCertificate(path) || [nameServices, accounts, groups].contains { path.text.utf8.elementsEqual($0.utf8) }
    }

    static func isCertificate(_ path: EntryPath) -> Bool {
        path.text.utf8.starts(with: certificates.utf8) && path.lastComponent.utf8.suffix(4).elementsEqual(".crt".utf8)
    }

    mutating func keep(_ bytes: [UInt8], of path: EntryPath) { files[path] = bytes }

    /// The bytes of the file at `path`; nil when no package has it.
    subscript(path: String) -> [UInt8]? {
        (try? EntryPath(path)).flatMap { files[$0] }
    }
}

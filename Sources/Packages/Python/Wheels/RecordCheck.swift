import Archive
import Bytes

/// Checks one file of a wheel against its row in RECORD while its bytes pass by.
///
/// A file without a row, or with a hash function we do not know, passes: the digest of the whole wheel has been verified before.
struct RecordCheck: ~Copyable {
    private var hasher: ContentHasher?
    private let expected: String
    private let algorithm: HashAlgorithm
    private let path: EntryPath
    private let wheel: String

    init(_ row: WheelRecord.Row?, of path: EntryPath, in wheel: Wheel) {
        let hash = row?.hash ?? ""
        let known = HashAlgorithm.allCases.first { hash.hasPrefix($0.rawValue + "=") }
        hasher = known.map { ContentHasher($0) }
        algorithm = known ?? .sha256
        // Some tools pad the base64 that the specification wants without padding.
        expected = String(hash.reversed().drop { $0 == "=" }.reversed())
        self.path = path
        self.wheel = wheel.name
    }

    mutating func update(_ bytes: RawSpan) {
        hasher?.update(bytes)
    }

    /// - Throws: ``PythonError`` `.recordMismatch`.
    consuming func finish() throws(PythonError) {
        guard let hasher = consume hasher else { return }
        let found = WheelRecord.hashText(hasher.finish(), algorithm)
        guard found == expected else {
            throw PythonError(
                .recordMismatch(path: path.text), wheel, reason: "RECORD has \(expected), the file has \(found)",
                hint: "the wheel was changed after it was built: choose another version, or tell its authors")
        }
    }
}

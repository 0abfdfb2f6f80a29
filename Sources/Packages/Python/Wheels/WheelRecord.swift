import Bytes

/// The list of a wheel's files with their hashes: `RECORD` in its `.dist-info`.
/// - Source: packaging.python.org, "Recording installed projects", section "The RECORD file"; the text is CSV as Python's module writes it.
struct WheelRecord {
    struct Row: Equatable {
        var path: String
        /// `sha256=` and the hash in URL-safe base64 without `=`; empty for files that have none.
        var hash: String
        /// In bytes, or empty.
        var size: String
    }

    var rows: [Row]

    init(rows: [Row]) { self.rows = rows }

    /// - Returns: nil when the text is not CSV: a quote that is not closed.
    init?(parsing text: String) {
        guard let lines = Self.fields(of: text) else { return nil }
        rows = lines.filter { $0 != [""] }.map { fields in
            Row(path: fields[0], hash: fields.count > 1 ? fields[1] : "", size: fields.count > 2 ? fields[2] : "")
        }
    }

    /// The text pip writes: rows sorted, lines ended by CR LF.
    func encoded() -> [UInt8] {
        let sorted = rows.sorted { a, b in
            for (x, y) in [(a.path, b.path), (a.hash, b.hash), (a.size, b.size)] where !x.utf8.elementsEqual(y.utf8) {
                return x.utf8.lexicographicallyPrecedes(y.utf8)
            }
            return false
        }
        return sorted.flatMap { row in
            Array([row.path, row.hash, row.size].map(Self.quoted).joined(separator: ",").utf8) + [0x0d, 0x0a]
        }
    }

    /// How a hash is written in a RECORD.
    static func hashText(_ hash: [UInt8], _ algorithm: HashAlgorithm = .sha256) -> String {
        "\(algorithm.rawValue)=\(base64URL(hash))"
    }

    private static func quoted(_ field: String) -> String {
        let needsQuotes = field.utf8.contains { $0 == 0x2c || $0 == 0x22 || $0 == 0x0a || $0 == 0x0d }
        guard needsQuotes else { return field }
        return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    private static func fields(of text: String) -> [[String]]? {
        var lines: [[String]] = []
        var line: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        var bytes = text.utf8.makeIterator()
        var pending = bytes.next()
        func endField() {
            line.append(String(decoding: field, as: UTF8.self))
            field = []
        }
        while let byte = pending {
            pending = bytes.next()
            switch byte {
            case 0x22 where isQuoted && pending == 0x22:
                field.append(byte)
                pending = bytes.next()
            case 0x22: isQuoted.toggle()
            case 0x2c where !isQuoted: endField()
            case 0x0d where !isQuoted: continue
            case 0x0a where !isQuoted:
                endField()
                lines.append(line)
                line = []
            default: field.append(byte)
            }
        }
        guard !isQuoted else { return nil }
        if !field.isEmpty || !line.isEmpty {
            endField()
            lines.append(line)
        }
        return lines
    }

    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    private static func base64URL(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
            for position in 0...group.count { text.append(letters[Int(bits >> UInt32(18 - 6 * position) & 63)]) }
        }
        return String(decoding: text, as: UTF8.self)
    }
}

import OCI

/// A digest over named values: what a cache key or a lock's request is made of.
///
/// Every value is preceded by its name and followed by a NUL, so that no two lists of values look alike.
struct Fingerprint {
    private var text: [UInt8] = []

    mutating func add(_ name: String, _ value: some CustomStringConvertible) {
        text += Array("\(name)=\(value)".utf8) + [0]
    }

    mutating func add(_ name: String, each values: some Sequence<String>) {
        for value in values { add(name, value) }
        add(name, "")
    }

    /// Adds a path and numbers as they are in memory: for lists so long that making text of them would take time.
    mutating func add(path: String, _ numbers: Int64...) {
        text += path.utf8
        text.append(0)
        for number in numbers { withUnsafeBytes(of: number.littleEndian) { text += $0 } }
    }

    var digest: Digest { Digest(of: text) }
}

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

    var digest: Digest { Digest(of: text) }
}

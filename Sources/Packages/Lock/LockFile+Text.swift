import OCI

extension LockFile {
    /// The lock as text; equal locks give equal text.
    package static func text(of lock: Lock) -> String {
        var text = header + "version: \(version)\ntime: \(UTCTime.text(lock.time))\n"
        for (key, sets) in [("bases", lock.bases), ("environments", lock.environments)] {
            text += sets.isEmpty ? "\(key): {}\n" : "\(key):\n"
            for (name, set) in sets.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
                text += "  \(scalar(name)):\n"
                write(set, to: &text)
            }
        }
        write(lock.images, to: &text)
        return text
    }

    /// A lock without base images has no such section: it stays what it was before there was one.
    private static func write(_ images: [String: LockedImage], to text: inout String) {
        guard !images.isEmpty else { return }
        text += "# The manifest of a base image: [digest, size, media type]\n\(imagesKey):\n"
        for (reference, image) in images.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            text += "  \(scalar(reference)):\n    digest: \(image.digest)\n"
            for (platform, manifest) in image.platforms.sorted(by: { $0.key < $1.key }) {
                text += "    \(platform): [\(manifest.digest), \(manifest.size), \(scalar(manifest.mediaType.rawValue))]\n"
            }
        }
    }

    private static func write(_ set: LockedSet, to text: inout String) {
        let platforms = set.platforms.keys.sorted()
        text += "    request: \(set.request)\n    platforms: [\(platforms.map(\.description).joined(separator: ", "))]\n"
        var common = Set(platforms.first.flatMap { set.platforms[$0] } ?? [])
        for platform in platforms.dropFirst() { common.formIntersection(set.platforms[platform] ?? []) }
        write(Array(common), under: "all", to: &text)
        for platform in platforms {
            write((set.platforms[platform] ?? []).filter { !common.contains($0) }, under: platform.description, to: &text)
        }
    }

    private static func write(_ artifacts: [LockedArtifact], under key: String, to text: inout String) {
        guard !artifacts.isEmpty else { return }
        text += "    \(key):\n"
        for artifact in artifacts.sorted() {
            let words = [artifact.name, artifact.version, artifact.source, artifact.path].map(scalar)
            text += "    - [\(words.joined(separator: ", ")), \(artifact.size), \(artifact.digest)]\n"
        }
    }

    /// The text as it is where YAML lets it stand in a flow list, else in quotes.
    private static func scalar(_ text: String) -> String {
        let isWord = { (byte: UInt8) in (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte) }
        let bytes = text.utf8
        if let first = bytes.first, isWord(first), bytes.last != UInt8(ascii: ":"),
            bytes.allSatisfy({ isWord($0) || "._+~:/@%=!-".utf8.contains($0) })
        {
            return text
        }
        if bytes.allSatisfy({ (0x20...0x7e).contains($0) }) {
            return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
        }
        return "\"" + text.unicodeScalars.map(escaped).joined() + "\""
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0x22, 0x5c: return "\\" + String(scalar)
        case 0x20...0x7e: return String(scalar)
        default:
            let digits = String(scalar.value, radix: 16)
            return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
        }
    }
}

extension LockedArtifact: Comparable {
    /// By name, then by what else tells two of one name apart; all in the order of the bytes.
    package static func < (a: LockedArtifact, b: LockedArtifact) -> Bool {
        for (x, y) in [(a.name, b.name), (a.version, b.version), (a.source, b.source), (a.path, b.path)] where !x.utf8.elementsEqual(y.utf8)
        {
            return x.utf8.lexicographicallyPrecedes(y.utf8)
        }
        return (a.size, a.digest) < (b.size, b.digest)
    }
}

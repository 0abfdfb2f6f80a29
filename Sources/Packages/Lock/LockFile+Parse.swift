import Diagnostics
import OCI
import Yams

extension LockFile {
    /// Reads what ``text(of:)`` wrote.
    /// - Parameter file: its name as the user knows it, for locations.
    /// - Throws: ``LockError``: `.hasConflicts`, `.newerVersion` or `.invalid`, with the place.
    package static func parse(_ text: String, file: String) throws(LockError) -> Lock {
        let reader = LockReader(file: file)
        if text.contains("<<<<<<< ") || text.contains(">>>>>>> ") {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            if let line = lines.firstIndex(where: { $0.hasPrefix("<<<<<<< ") || $0.hasPrefix(">>>>>>> ") }) {
                throw LockError(
                    .hasConflicts, "has merge conflicts, run `imgship lock`", at: SourceLocation(file: file, line: line + 1, column: 1))
            }
        }
        return try reader.lock(try reader.compose(text))
    }
}

/// Turns the nodes of a lock file into values; stops at the first mistake, since no person wrote the file.
private struct LockReader {
    let file: String

    func compose(_ text: String) throws(LockError) -> Node {
        // We write no anchors, and a hostile file could expand them without end inside of the YAML library.
        guard !text.utf8.contains(UInt8(ascii: "&")) || !text.utf8.contains(UInt8(ascii: "*")) else {
            throw invalid("anchors have no place in a lock", nil)
        }
        do {
            let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            if let root = try parser.singleRoot() { return root }
        } catch YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _)
        {
            throw invalid("this is not YAML: \(problem)", mark)
        } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
            throw invalid("the key '\(keys.first ?? "")' is set twice", context.mark)
        } catch {
            throw invalid("this is not YAML", nil)
        }
        throw invalid("the file is empty", nil)
    }

    func lock(_ root: Node) throws(LockError) -> Lock {
        let pairs = try map(root)
        if let version = pairs.first(where: { $0.key == "version" })?.value, let text = version.scalar?.string,
            let number = UInt(text), number > UInt(LockFile.version)
        {
            throw LockError(.newerVersion, "the lock has version \(number), written by a newer imgship", at: location(version.mark))
        }
        let images = pairs.first { $0.key == LockFile.imagesKey }?.value
        let fields = try fields(root, ["version", "time", "bases", "environments"], ignoring: LockFile.imagesKey)
        guard fields[0].scalar?.string == "\(LockFile.version)" else {
            throw invalid("expected version \(LockFile.version)", fields[0].mark)
        }
        guard let time = UTCTime.parse(try text(fields[1])) else {
            throw invalid("expected a time such as 2026-01-31T12:00:00Z", fields[1].mark)
        }
        return Lock(time: time, bases: try sets(fields[2]), environments: try sets(fields[3]), images: try images.map(self.images) ?? [:])
    }

    private func images(_ node: Node) throws(LockError) -> [String: LockedImage] {
        var images: [String: LockedImage] = [:]
        for (reference, value) in try map(node) {
            var root: Digest?
            var platforms: [Platform: Descriptor] = [:]
            for (key, value) in try map(value) {
                if key == "digest" { root = try digest(value) } else { platforms[try platform(key, value.mark)] = try manifest(value) }
            }
            guard let root else { throw invalid("'digest' is missing", value.mark) }
            images[reference] = LockedImage(digest: root, platforms: platforms)
        }
        return images
    }

    private func manifest(_ node: Node) throws(LockError) -> Descriptor {
        let fields = Array(try items(node))
        guard fields.count == 3 else { throw invalid("expected [digest, size, media type]", node.mark) }
        let digest = try digest(fields[0])
        guard let size = Int64(try text(fields[1])), (0...Int64(CanonicalJSON.defaultLimit)).contains(size) else {
            throw invalid("expected the size of a manifest in bytes, at most 4 MiB", fields[1].mark)
        }
        guard let type = MediaType(rawValue: try text(fields[2])), type.isManifest else {
            throw invalid("expected the media type of a manifest", fields[2].mark)
        }
        return Descriptor(mediaType: type, digest: digest, size: size)
    }

    private func sets(_ node: Node) throws(LockError) -> [String: LockedSet] {
        var sets: [String: LockedSet] = [:]
        for (name, value) in try map(node) { sets[name] = try set(value) }
        return sets
    }

    private func set(_ node: Node) throws(LockError) -> LockedSet {
        var request: Digest?
        var platforms: [Platform]?
        var common: [LockedArtifact] = []
        var own: [Platform: [LockedArtifact]] = [:]
        for (key, value) in try map(node) {
            switch key {
            case "request": request = try digest(value)
            case "platforms":
                platforms = []
                for item in try items(value) { platforms?.append(try platform(try text(item), item.mark)) }
            case "all": common = try artifacts(value)
            default: own[try platform(key, value.mark)] = try artifacts(value)
            }
        }
        guard let request, let platforms else { throw invalid("'request' or 'platforms' is missing", node.mark) }
        if let stray = own.keys.sorted().first(where: { !platforms.contains($0) }) {
            throw invalid("'\(stray)' is not among the 'platforms'", node.mark)
        }
        var set = LockedSet(request: request, platforms: [:])
        for platform in platforms { set.platforms[platform] = (common + (own[platform] ?? [])).sorted() }
        return set
    }

    private func artifacts(_ node: Node) throws(LockError) -> [LockedArtifact] {
        var artifacts: [LockedArtifact] = []
        for item in try items(node) {
            let fields = Array(try items(item))
            guard fields.count == 6 else { throw invalid("expected [name, version, source, path, size, digest]", item.mark) }
            // The bound keeps every sum of sizes a number.
            guard let size = Int64(try text(fields[4])), (0...1 << 40).contains(size) else {
                throw invalid("expected a size in bytes, at most 1 TiB", fields[4].mark)
            }
            artifacts.append(
                LockedArtifact(
                    name: try text(fields[0]), version: try text(fields[1]), source: try text(fields[2]), path: try path(fields[3]),
                    size: size, digest: try digest(fields[5])))
        }
        return artifacts
    }

    /// The values of exactly these keys, in their order; one more may be there.
    private func fields(_ node: Node, _ names: [String], ignoring other: String) throws(LockError) -> [Node] {
        var found = [Node?](repeating: nil, count: names.count)
        guard let mapping = node.mapping else { throw invalid("expected a map", node.mark) }
        for (key, value) in mapping {
            if key.scalar?.string == other { continue }
            guard let name = key.scalar?.string, let index = names.firstIndex(of: name) else {
                throw invalid("unknown key '\(key.scalar?.string ?? "")'", key.mark)
            }
            found[index] = value
        }
        if let missing = found.firstIndex(where: { $0 == nil }) { throw invalid("'\(names[missing])' is missing", node.mark) }
        return found.compactMap(\.self)
    }

    private func map(_ node: Node) throws(LockError) -> [(key: String, value: Node)] {
        guard let mapping = node.mapping else { throw invalid("expected a map", node.mark) }
        var pairs: [(key: String, value: Node)] = []
        for (key, value) in mapping {
            guard let name = key.scalar?.string else { throw invalid("expected a name", key.mark) }
            pairs.append((name, value))
        }
        return pairs
    }

    private func items(_ node: Node) throws(LockError) -> Node.Sequence {
        guard let items = node.sequence else { throw invalid("expected a list", node.mark) }
        return items
    }

    private func text(_ node: Node) throws(LockError) -> String {
        guard let text = node.scalar?.string, !text.isEmpty else { throw invalid("expected a text", node.mark) }
        return text
    }

    /// A path below a source: what would lead out of it is refused, since it becomes part of an address.
    private func path(_ node: Node) throws(LockError) -> String {
        let path = try text(node)
        guard !path.utf8.starts(with: "/".utf8), !path.split(separator: "/").contains(".."), !path.utf8.contains(where: { $0 < 0x20 })
        else {
            throw invalid("'\(path)' is not a path below a source", node.mark)
        }
        return path
    }

    private func digest(_ node: Node) throws(LockError) -> Digest {
        do { return try Digest(try text(node)) } catch { throw invalid("expected a digest, sha256:...", node.mark) }
    }

    private func platform(_ text: String, _ mark: Mark?) throws(LockError) -> Platform {
        do { return try Platform(text) } catch { throw invalid("unknown key or platform '\(text)'", mark) }
    }

    private func invalid(_ message: String, _ mark: Mark?) -> LockError {
        LockError(.invalid, message, at: location(mark))
    }

    private func location(_ mark: Mark?) -> SourceLocation {
        SourceLocation(file: file, line: mark?.line, column: mark?.column)
    }
}

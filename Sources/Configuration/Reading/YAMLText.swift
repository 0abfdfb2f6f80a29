import Yams

/// Turns YAML text into nodes, with merge keys and anchors resolved; the only place that knows Yams.
struct YAMLText {
    /// A file of four million characters, or one that anchors blow up to more values than this, is a mistake or an attack.
    static let sizeLimit = 4 << 20
    static let valueLimit = 100_000
    /// Anchors that are used as parts of keys cost their whole expansion inside the YAML library; up to so many uses that is cheap.
    static let keyAliasLimit = 24

    private let reading: Reading
    private var values = 0

    /// The root of the one document in `text`; nil when something was reported or the text is empty.
    static func read(_ text: String, _ reading: Reading) -> Node? {
        let start = Place(line: 1, column: 1)
        guard text.utf8.count <= sizeLimit else {
            reading.report(start, "the file is larger than 4 MiB")
            return nil
        }
        guard reading.reportConflictMarkers(text) else { return nil }
        guard !aliasesMayHideInKeys(text) else {
            reading.report(start, "a list or a map as a key, together with this many anchors, is not supported")
            return nil
        }
        do {
            guard let root = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot() else {
                reading.report(start, "the file is empty: run `imgship init` to write a first one")
                return nil
            }
            var converter = YAMLText(reading: reading)
            let node = converter.convert(root)
            // A value that could not be taken is missing now: what follows from that would only mislead.
            return reading.findings.isEmpty ? node : nil
        } catch let error as YamlError {
            reading.report(error, in: text)
        } catch {
            reading.report(start, "\(error)")
        }
        return nil
    }

    private init(reading: Reading) {
        self.reading = reading
    }

    /// Whether the text may use many anchors inside keys that are not plain texts. Errs on the side of yes.
    private static func aliasesMayHideInKeys(_ text: String) -> Bool {
        var aliases = 0
        var complexKeys = false
        var inAlias = false
        var previous: UInt8 = 0x0a
        for byte in text.utf8 {
            let isWord = Names.isLetter(byte) || Names.isDigit(byte) || byte == 0x5f || byte == 0x2d
            if inAlias, byte == UInt8(ascii: ":") { complexKeys = true }
            if !inAlias, isWord, previous == UInt8(ascii: "*") { aliases += 1 }
            inAlias = isWord && (inAlias || previous == UInt8(ascii: "*"))
            if previous == UInt8(ascii: "?"), byte <= 0x20 { complexKeys = true }
            if byte == UInt8(ascii: ":"), previous == UInt8(ascii: "]") || previous == UInt8(ascii: "}") || previous == 0x20 {
                complexKeys = true
            }
            previous = byte
        }
        return complexKeys && aliases > keyAliasLimit
    }

    private mutating func convert(_ node: Yams.Node) -> Node? {
        let place = Place(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
        values += 1
        guard values <= Self.valueLimit else {
            if values == Self.valueLimit + 1 { reading.report(place, "anchors expand to more than \(Self.valueLimit) values") }
            return nil
        }
        guard ["", "!", Tag.Name.str.rawValue, Tag.Name.seq.rawValue, Tag.Name.map.rawValue].contains(node.tag.rawValue) else {
            reading.report(place, "the tag '\(node.tag.rawValue.shortened)' is not supported: remove it")
            return nil
        }
        switch node {
        case .scalar(let scalar): return Node(content: Self.content(of: scalar), place: place)
        case .sequence(let items): return Node(content: .list(items.compactMap { convert($0) }), place: place)
        case .mapping(let map): return Node(content: .map(entries(of: map)), place: place)
        case .alias: return nil  // the composer puts the anchored value in its place
        }
    }

    private static func content(of scalar: Yams.Node.Scalar) -> Node.Content {
        let isPlain = scalar.style == .plain
        return isPlain && ["", "~", "null", "Null", "NULL"].contains(scalar.string) ? .nothing : .scalar(scalar.string, isPlain: isPlain)
    }

    /// The entries in the order of the file; those of merged maps come last and never win.
    private mutating func entries(of map: Yams.Node.Mapping) -> [Node.Entry] {
        var entries: [Node.Entry] = []
        var merged: [Node.Entry] = []
        for (key, value) in map {
            guard let name = key.scalar, let converted = convert(value) else {
                if key.scalar == nil {
                    reading.report(
                        Place(line: key.mark?.line ?? 1, column: key.mark?.column ?? 1), "a key must be a single word, not a list or a map")
                }
                continue
            }
            let place = Place(line: key.mark?.line ?? 1, column: key.mark?.column ?? 1)
            if name.string == "<<", name.style == .plain {
                merged += self.merged(converted)
            } else {
                entries.append(Node.Entry(key: name.string, keyPlace: place, value: converted))
            }
        }
        guard !merged.isEmpty else { return entries }
        var known = Set(entries.map(\.key))
        return entries + merged.filter { known.insert($0.key).inserted }
    }

    /// What `<<:` brings in: the entries of a map, or of several with the first winning.
    private func merged(_ node: Node) -> [Node.Entry] {
        switch node.content {
        case .map(let entries): return entries
        case .list(let items): return items.flatMap(merged)
        case .nothing, .scalar:
            reading.expected("an anchored map, as in '<<: *name'", node)
            return []
        }
    }
}

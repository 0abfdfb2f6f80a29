extension Duration {
    private static let units: [(name: String, milliseconds: Int64)] = [("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)]

    /// Parses whole numbers with units, the larger first, each at most once: `60s`, `5m`, `1h30m`, `500ms`; nil for anything else.
    package init?(unitText text: String) {
        var rest = text[...]
        var units = Self.units[...]
        var total: Int64 = 0
        repeat {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            let name = rest[digits.endIndex...].prefix { $0.isLetter }
            guard digits.count <= 9, let count = Int64(digits), let unit = units.firstIndex(where: { $0.name == name }) else { return nil }
            total += count * units[unit].milliseconds
            units = units[(unit + 1)...]
            rest = rest[name.endIndex...]
        } while !rest.isEmpty
        self = .milliseconds(total)
    }

    /// The same text form, in the largest units that give whole numbers: `1h30m`, `0s`.
    var unitText: String {
        var rest = components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
        var text = ""
        for unit in Self.units where rest >= unit.milliseconds {
            text += "\(rest / unit.milliseconds)\(unit.name)"
            rest %= unit.milliseconds
        }
        return text.isEmpty ? "0s" : text
    }
}

/// The field `Link`, in which a registry says where the next page of a list is.
/// - Source: RFC 8288 section 3.
enum LinkField {
    /// The address of the link whose relation is `next`; nil when there is none.
    static func next(_ value: String) -> String? {
        var rest = value.prefix(16_384)
        while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
            let address = rest[rest.index(after: start)..<end]
            rest = rest[rest.index(after: end)...]
            let parameters = takeParameters(&rest)
            if parameters.contains(where: { isNext($0) }) { return String(address) }
        }
        return nil
    }

    /// What stands before the next link, in its parts; a comma or a semicolon between quotes is none.
    private static func takeParameters(_ rest: inout Substring) -> [String] {
        var parts = [""]
        var isQuoted = false
        while let character = rest.popFirst() {
            if character == "\"" { isQuoted.toggle() }
            if !isQuoted, character == "," { break }
            if !isQuoted, character == ";" { parts.append("") } else { parts[parts.count - 1].append(character) }
        }
        return parts
    }

    /// Whether a parameter is `rel` with `next` among its words.
    private static func isNext(_ parameter: String) -> Bool {
        let halves = parameter.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != "\"" } }
        guard halves.count == 2, halves[0].filter({ $0 != " " }).lowercased() == "rel" else { return false }
        return halves[1].split(separator: " ").contains { $0.lowercased() == "next" }
    }
}

/// The image of a container.
package enum ImageSelection: Sendable, Hashable {
    /// An entry of `images:`.
    case built(String)
    /// A reference with its tag or digest, as written.
    case reference(String)
}

extension Reading {
    func image(_ node: Node, images: [String]) -> ImageSelection? {
        guard let text = word(node, "the name of an image") else { return nil }
        if images.contains(text) { return .built(text) }
        if BaseReference.isReference(text) || text.contains("${") { return .reference(text) }
        unknown("image", text, at: node.place, among: images)
        return nil
    }

    /// A name or a list of names, with their places.
    func namesWithOrigins(_ node: Node) -> [NamedOrigin]? {
        oneOrMore(node, "a name or a list of names") { item in
            word(item, "a name").map { NamedOrigin(name: $0, origin: origin(item)) }
        }
    }

    func dependencies(_ node: Node) -> [String: ContainerSpec.Condition]? {
        named(node, "a map of conditions, CONTAINER: healthy") { choice($0.value, ContainerSpec.Condition.self) }
    }

    /// `[A-Za-z0-9_-]`, at most 255 characters.
    /// - Source: ECS RegisterTaskDefinition, `family`.
    func awsName(_ node: Node) -> String? {
        word(node, "a name of letters, digits, '-' and '_'") { text in
            (1...255).contains(text.utf8.count)
                && text.utf8.allSatisfy { Names.isLetter($0) || Names.isDigit($0) || $0 == 0x2d || $0 == 0x5f }
        }
    }

    /// CPU units (1024 a vCPU), or `0.5 vCPU`.
    func cpuUnits(_ node: Node) -> Int? {
        if case .scalar(let text, _) = node.content, text.hasSuffix("vCPU"), let cpus = Double(text.dropLast(4).filter { $0 != " " }),
            (0.125...192).contains(cpus)
        {
            return Int(cpus * 1024)
        }
        return integer(node, 1...196_608, "CPU units (1024 is one vCPU)")
    }

    /// MiB, or `2 GB` (which AWS means as GiB).
    func mebibytes(_ node: Node) -> Int? {
        if case .scalar(let text, _) = node.content, text.hasSuffix("GB"), let gigabytes = Double(text.dropLast(2).filter { $0 != " " }),
            (0.006...1000).contains(gigabytes)
        {
            return Int(gigabytes * 1024)
        }
        return integer(node, 6...1_024_000, "MiB")
    }
}

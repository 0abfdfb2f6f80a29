/// A port that a container listens on.
package struct ExposedPort: Sendable, Hashable, CustomStringConvertible {
    package enum Transport: String, Sendable, CaseIterable {
        case tcp, udp, sctp
    }

    /// 1 to 65535.
    package var number: Int
    package var transport: Transport

    package init(number: Int, transport: Transport = .tcp) {
        self.number = number
        self.transport = transport
    }

    /// Reads `7860` or `8000/udp`.
    init?(_ node: Node, _ reading: Reading) {
        guard case .scalar(let text, _) = node.content else {
            reading.expected("a port from 1 to 65535", node)
            return nil
        }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts[0].utf8.allSatisfy(Names.isDigit), let number = Int(parts[0]),
            (1...65535).contains(number)
        else {
            reading.expected("a port from 1 to 65535, as in 8000 or 8000/udp", node)
            return nil
        }
        guard let transport = parts.count == 2 ? Transport(rawValue: String(parts[1])) : .tcp else {
            reading.report(node, "'\(parts[1])' is not a transport: use tcp, udp or sctp")
            return nil
        }
        self.init(number: number, transport: transport)
    }

    /// `8000/tcp`, as image configs write it.
    package var description: String { "\(number)/\(transport.rawValue)" }
}

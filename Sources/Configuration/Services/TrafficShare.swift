/// A share of the traffic, in steps of a tenth of a percent.
package struct TrafficShare: Sendable, Equatable, Hashable {
    /// 1000 is all of it.
    package let tenthsOfPercent: Int

    package init(tenthsOfPercent: Int) { self.tenthsOfPercent = tenthsOfPercent }

    /// `10`, `0.5`
    package var text: String {
        let (whole, rest) = tenthsOfPercent.quotientAndRemainder(dividingBy: 10)
        return rest == 0 ? "\(whole)" : "\(whole).\(rest)"
    }
}

extension Reading {
    /// A percentage with at most one decimal, with or without its sign: `10`, `0.5`, `20%`.
    /// - Parameter range: in tenths of a percent.
    func share(_ node: Node, _ range: ClosedRange<Int>) -> TrafficShare? {
        let ends = [range.lowerBound, range.upperBound].map { TrafficShare(tenthsOfPercent: $0).text }
        guard case .scalar(let text, _) = node.content, let tenths = Self.tenths(text), range.contains(tenths) else {
            expected("a percentage from \(ends[0]) to \(ends[1]), with at most one decimal", node)
            return nil
        }
        return TrafficShare(tenthsOfPercent: tenths)
    }

    private static func tenths(_ text: String) -> Int? {
        let digits = text.hasSuffix("%") ? text.dropLast() : text[...]
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), digits.utf8.count <= 6,
            parts.allSatisfy({ part in !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let whole = Int(parts[0])
        else { return nil }
        guard parts.count == 2 else { return whole * 10 }
        guard parts[1].utf8.count == 1, let rest = Int(parts[1]) else { return nil }
        return whole * 10 + rest
    }
}

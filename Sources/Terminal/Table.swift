/// Rows in aligned columns, for people.
///
/// No lines and no frame. In a narrow terminal the columns that may shrink do, the widest first; the last column is never padded.
package struct Table: Sendable {
    /// A column's title and how it behaves.
    package struct Column: Sendable, Hashable {
        package let title: String
        package var side = Side.left
        /// Columns it needs at least where room is short; nil for one that does not shrink.
        package var minimum: Int?

        package init(_ title: String, _ side: Side = .left, minimum: Int? = nil) {
            self.title = title
            self.side = side
            self.minimum = minimum
        }
    }

    package enum Side: Sendable { case left, right }

    /// What stands in one column of one row.
    package struct Cell: Sendable, Hashable, ExpressibleByStringInterpolation {
        package let text: String
        package let tone: Tone

        package init(_ text: String, _ tone: Tone = .plain) {
            self.text = text
            self.tone = tone
        }

        package init(stringLiteral text: String) { self.init(text) }
    }

    private let columns: [Column]
    private var rows: [[Cell]] = []
    private static let gap = "  "

    package init(_ columns: [Column]) { self.columns = columns }

    /// Adds a row; cells that are missing at its end are empty.
    package mutating func add(_ cells: [Cell]) {
        rows.append((0..<columns.count).map { $0 < cells.count ? cells[$0] : "" })
    }

    package var isEmpty: Bool { rows.isEmpty }

    /// A line of titles and one a row, without newlines.
    /// - Parameter width: columns of the terminal; nil where there is none: then nothing is cut.
    package func lines(width: Int? = nil, hasColor: Bool = false) -> [String] {
        let widths = widths(limit: width)
        let titles = columns.map { Cell($0.title, .faint) }
        return ([titles] + rows).map { line($0, widths, hasColor: hasColor) }
    }

    private func line(_ cells: [Cell], _ widths: [Int], hasColor: Bool) -> String {
        // What is empty at the end of a row is not padded for.
        guard let last = cells.lastIndex(where: { !$0.text.isEmpty }) else { return "" }
        let parts = (0...last).map { index in
            let text = VisibleText.cut(cells[index].text, to: widths[index])
            let padding = String(repeating: " ", count: max(0, widths[index] - VisibleText.width(text)))
            let painted = cells[index].tone.paint(text, hasColor: hasColor)
            if columns[index].side == .right { return padding + painted }
            return index == last ? painted : painted + padding
        }
        return parts.joined(separator: Self.gap)
    }

    private func widths(limit: Int?) -> [Int] {
        var widths = columns.indices.map { index in
            max(VisibleText.width(columns[index].title), rows.map { VisibleText.width($0[index].text) }.max() ?? 0)
        }
        guard let limit else { return widths }
        var excess = widths.reduce(0, +) + Self.gap.count * (columns.count - 1) - limit
        while excess > 0 {
            let shrinkable = columns.indices.filter { index in columns[index].minimum.map { widths[index] > $0 } ?? false }
            guard let widest = shrinkable.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }
}

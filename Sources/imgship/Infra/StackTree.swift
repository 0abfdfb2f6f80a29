import Infrastructure
import Terminal

/// A stack and those of its resources that are being worked on: the lines that move at a terminal.
struct StackTree {
    private struct Row {
        let logicalID: String
        let type: String
        var step: StackStep
        let began: Double
    }

    private let name: String
    private var stack: StackStep?
    private var began: Double?
    /// By when they began.
    private var open: [Row] = []
    private var done = 0
    /// More would not fit into a window.
    private static let limit = 12

    init(_ name: String) { self.name = name }

    /// - Returns: how many seconds a resource took that is done with it.
    @discardableResult mutating func take(_ step: StackStep) -> Int? {
        if step.isOfStack {
            // Another operation begins with the same tree.
            if stack?.isInProgress != true { (began, done, open) = (step.at, 0, []) }
            stack = step
            return nil
        }
        let index = open.firstIndex { $0.logicalID == step.logicalID }
        if step.isInProgress {
            if let index {
                open[index].step = step
            } else {
                open.append(Row(logicalID: step.logicalID, type: step.type, step: step, began: step.at))
            }
            return nil
        }
        done += 1
        return index.map { Int(max(0, step.at - open.remove(at: $0).began)) }
    }

    /// - Parameter now: seconds since 1970.
    func lines(at now: Double, width: Int?, hasColor: Bool) -> [String] {
        guard let stack else { return [] }
        var table = Table([.init("", minimum: 12), .init(""), .init("", .right), .init("", minimum: 8)])
        table.add([
            Table.Cell(name, .strong), Table.Cell(StackWords.state(stack), StackWords.tone(stack)),
            Table.Cell(Self.time(now - (began ?? now)), .faint), Table.Cell(done > 0 ? "\(done) done" : "", .faint),
        ])
        for (index, row) in open.prefix(Self.limit).enumerated() {
            let isLast = index == min(open.count, Self.limit + 1) - 1
            table.add([
                Table.Cell("\(isLast ? "└─" : "├─") \(row.logicalID)"), Table.Cell(StackWords.state(row.step), StackWords.tone(row.step)),
                Table.Cell(Self.time(now - row.began), .faint), Table.Cell(row.type, .faint),
            ])
        }
        if open.count > Self.limit { table.add([Table.Cell("└─ and \(open.count - Self.limit) more", .faint)]) }
        // Its titles are empty.
        return Array(table.lines(width: width, hasColor: hasColor).dropFirst())
    }

    private static func time(_ seconds: Double) -> String { RolloutWords.clock(.seconds(Int(max(0, seconds)))) }
}

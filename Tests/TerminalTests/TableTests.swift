import Testing

@testable import Terminal

@Suite struct `A table` {
    private static let columns: [Table.Column] = [.init("SERVICE", minimum: 4), .init("TASKS", .right), .init("URL")]

    private static func sample() -> Table {
        var table = Table(columns)
        table.add([.init("backend", .strong), .init("2/2", .good), "http://backend.example:8000"])
        table.add(["web", .init("10/12", .doubtful)])
        return table
    }

    @Test func `aligns its columns, and leaves no blanks at the end of lines`() {
        #expect(
            Self.sample().lines() == [
                "SERVICE  TASKS  URL", "backend    2/2  http://backend.example:8000", "web      10/12",
            ])
    }

    @Test func `is its titles alone without rows`() {
        #expect(Table(Self.columns).isEmpty)
        #expect(Table(Self.columns).lines() == ["SERVICE  TASKS  URL"])
    }

    /// ECMA-48: 1 bold, 2 faint, 32 green, 33 yellow, 0 none.
    @Test func `is aligned alike with colours`() {
        let lines = Self.sample().lines(hasColor: true)
        #expect(lines[1] == "\u{1b}[1mbackend\u{1b}[0m    \u{1b}[32m2/2\u{1b}[0m  http://backend.example:8000")
        #expect(lines[2] == "web      \u{1b}[33m10/12\u{1b}[0m")
        let plain = lines.map { $0.replacing(/\u{1b}\[\d+m/, with: "") }
        #expect(plain == Self.sample().lines())
    }

    @Test func `shrinks what may shrink in a narrow terminal, and nothing else`() {
        let lines = Self.sample().lines(width: 40)
        #expect(lines[1] == "bac…    2/2  http://backend.example:8000")
        #expect(lines[2] == "web   10/12")
        #expect(Self.sample().lines(width: 10) == lines, "columns without a minimum stay whole")
    }

    @Test func `drops cells that have no column`() {
        var table = Table([.init("A")])
        table.add(["1", "2"])
        #expect(table.lines() == ["A", "1"])
    }
}

@Suite struct `How long ago` {
    @Test(
        arguments: [
            (-5, "0 s"), (0, "0 s"), (99.9, "99 s"), (100, "1 min"), (5999, "99 min"), (6000, "1 h"), (172_799, "47 h"), (172_800, "2 d"),
            (1e300, "11574074 d"),
        ] as [(Double, String)]) func `is told in one unit`(seconds: Double, text: String)
    {
        #expect(Age.text(seconds: seconds) == text)
    }
}

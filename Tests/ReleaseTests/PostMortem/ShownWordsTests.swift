import Testing

@testable import Release

@Suite struct `Words of others` {
    @Test func `lose what would change the terminal`() {
        #expect(ShownLine.text("\u{1b}[31mred\u{1b}[0m\tand\u{7} \u{9b}2Jmore\r\n") == "red    and 2Jmore")
        #expect(ShownLine.text(String(repeating: "x", count: 5000)).count == 4000)
    }

    @Test func `lose the name of the service and most digits of an identifier`() {
        let words = "(service web) (task 0123456789abcdef0123456789abcdef) failed container health checks.."
        #expect(ShortWords.text(words, service: "web") == "(task 0123456789ab) failed container health checks.")
        #expect(ShortWords.text("(service other) abc 123", service: "web") == "(service other) abc 123")
    }

    @Test(arguments: [(0.4, "0 seconds"), (1, "1 second"), (59.6, "1 minute"), (121, "2 minutes 1 second")])
    func `tell how long it took`(seconds: Double, text: String) {
        #expect(PostMortemText.span(seconds) == text)
    }
}

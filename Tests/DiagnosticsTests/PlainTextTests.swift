import Diagnostics
import Testing

@Suite struct `Text from somewhere else` {
    @Test(arguments: [
        ("plain, with ümlauts and 日本語", "plain, with ümlauts and 日本語"), ("\u{1b}[2J", "\\u{1b}[2J"), ("a\u{9b}b", "a\\u{9b}b"),
        ("a\rb", "a\\u{d}b"), ("\u{202e}gpj.exe", "\\u{202e}gpj.exe"), ("tab\tand\nline", "tab\tand\nline"),
    ])
    func `does not steer the terminal`(text: String, shown: String) {
        #expect(PlainText.shown(text) == shown)
    }

    @Test func `is one line where one is wanted`() { #expect(PlainText.line("a\nb\n") == "a\\nb\\n") }
}

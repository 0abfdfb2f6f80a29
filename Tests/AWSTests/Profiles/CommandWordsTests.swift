import TestSupport
import Testing

@testable import AWS

@Suite struct `The words of a command` {
    /// Python's `shlex.split` says the same.
    @Test(arguments: [
        #"tool --name "a b" c"#, #"'/opt/my tool/run' -x"#, #"a\ b  c"#, #"x "" '' y"#, #"x"y"z'w'"#, #""a\"b\c" 'd\e'"#, "  a\tb  ", "",
    ])
    func `are cut as a shell cuts them`(line: String) throws {
        let script = "import shlex,sys; print(*shlex.split(sys.argv[1]), sep='\\n', end='|')"
        let expected = try Program.output(["python3", "-c", script, line])
        #expect(CommandWords.split(line).map { $0.joined(separator: "\n") + "|" } == expected)
    }

    @Test(arguments: ["'a", "\"a", "a\\"]) func `need closed quotes`(line: String) {
        #expect(CommandWords.split(line) == nil)
    }
}

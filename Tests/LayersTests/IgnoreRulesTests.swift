import Layers
import Testing

@Suite struct `Ignore rules` {
    /// Rows of Docker's own documentation (".dockerignore files", "Syntax" and "Negating matches") and of moby's patternmatcher semantics.
    static let cases: [(patterns: [String], path: String, isExcluded: Bool)] = [
        (["# comment"], "# comment", false),
        (["*/temp*"], "somedir/temporary.txt", true),
        (["*/temp*"], "somedir/temp", true),
        (["*/temp*"], "temporary.txt", false),
        (["*/*/temp*"], "somedir/subdir/temporary.txt", true),
        (["temp?"], "tempa", true),
        (["temp?"], "temp", false),
        (["**/*.go"], "main.go", true),
        (["**/*.go"], "a/b/main.go", true),
        (["*.md", "!README.md"], "README.md", false),
        (["*.md", "!README.md"], "other.md", true),
        (["*.md", "!README*.md", "README-secret.md"], "README-secret.md", true),
        (["*.md", "README-secret.md", "!README*.md"], "README-secret.md", false),
        (["docs"], "docs/a/b.txt", true),
        (["docs/"], "docs/a", true),
        (["/docs"], "docs/a", true),
        (["docs"], "src/docs", false),
        (["docs/**"], "docs", false),
        (["docs/**"], "docs/a", true),
        (["**"], "anything/at/all", true),
        (["a/**/z"], "a/z", true),
        (["a/**/z"], "a/b/c/z", true),
        (["[a-c]x"], "bx", true),
        (["[^a-c]x"], "bx", false),
        ([#"\*"#], "*", true),
        ([#"\*"#], "a", false),
        (["a/../b"], "b", true),
        (["*", "!keep"], "keep/inside", false),
        (["  spaced  "], "spaced", true),
        ([""], "a", false),
        (["[", "[a"], "a", false),
        (["*a*a*a*a*a*a*a*b"], String(repeating: "a", count: 200), false),
    ]

    @Test(arguments: cases) func `decide as Docker does`(patterns: [String], path: String, isExcluded: Bool) {
        #expect(IgnoreRules(patterns).excludes(path.split(separator: "/")) == isExcluded)
    }

    @Test func `added rules decide last`() {
        let rules = IgnoreRules(["*.env"]).followed(by: IgnoreRules(["!demo.env"]))
        #expect(!rules.excludes(["demo.env"]))
        #expect(rules.excludes(["prod.env"]))
    }
}

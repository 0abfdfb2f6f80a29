import Diagnostics
import Testing

@Suite struct `A report` {
    struct Failure: UserFacingError {
        var summary = "cannot push layer 'sha256:9f2c'"
        var reason: String?
        var hint: String?
        var location: Diagnostics.SourceLocation?
    }

    struct Plain: UserFacingError {
        let summary = "no image is named 'web'"
    }

    @Test func `of little has one line`() {
        #expect(Plain().report == "error: no image is named 'web'")
        #expect(Plain().exitCode == .failed)
        #expect(Plain().reason == nil && Plain().hint == nil && Plain().location == nil)
    }

    @Test func `says what, why and what to do`() {
        let failure = Failure(reason: "the registry answered 403 DENIED\nrequest id 17", hint: "run `imgship login`")
        #expect(
            failure.report == """
                error: cannot push layer 'sha256:9f2c'
                  the registry answered 403 DENIED
                  request id 17
                  hint: run `imgship login`
                """)
    }

    @Test func `on a file begins with the place`() {
        let failure = Failure(summary: "unknown key 'entrypont'", hint: "did you mean 'entrypoint'?", location: Diagnostics.SourceLocation(file: "imgship.yaml", line: 12, column: 5))
        #expect(
            failure.report == """
                imgship.yaml:12:5: unknown key 'entrypont'
                  hint: did you mean 'entrypoint'?
                """)
    }

    @Test func `without blank lines for a reason that has them`() {
        #expect(Failure(summary: "x", reason: "\na\n\nb\n").report == "error: x\n  a\n  b")
    }

    /// The contract of every command: README, "Exit codes".
    @Test func `ends the program with a number that scripts rely on`() {
        #expect(ExitCode.allCases.map(\.rawValue) == [0, 1, 2, 3, 4, 5, 130])
    }
}

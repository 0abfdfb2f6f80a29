import Testing

@testable import Diagnostics

@Suite struct `The nearest name` {
    static let keys = ["base", "cmd", "config", "copy", "entrypoint", "env", "expose", "python", "stop-signal", "user", "volumes", "workdir"]

    @Test(arguments: [
        ("entrypont", "entrypoint"), ("entry-point", "entrypoint"), ("Entrypoint", "entrypoint"), ("comd", "cmd"), ("cdm", "cmd"), ("confg", "config"),
        ("volume", "volumes"), ("stop_signal", "stop-signal"), ("usr", "user"), ("workidr", "workdir"), ("pyhton", "python"),
    ])
    func `is what the user meant`(name: String, expected: String) {
        #expect(NearestName.suggestion(for: name, among: Self.keys) == expected)
    }

    @Test(arguments: ["", "healthcheck", "x", "labels", "annotations", "日本語"]) func `is none when nothing is near`(name: String) {
        #expect(NearestName.suggestion(for: name, among: Self.keys) == nil)
    }

    @Test func `is the first of equals, and none of none`() {
        #expect(NearestName.suggestion(for: "bat", among: ["cat", "hat"]) == "cat")
        #expect(NearestName.suggestion(for: "bat", among: []) == nil)
    }

    /// The usual examples of the optimal string alignment distance.
    @Test(arguments: [
        ("", "", 0), ("abc", "", 3), ("", "abc", 3), ("kitten", "sitting", 3), ("flaw", "lawn", 2), ("ab", "ba", 1), ("ca", "abc", 3), ("a", "a", 0),
    ])
    func `is counted in edits`(a: String, b: String, distance: Int) {
        #expect(NearestName.editDistance(Array(a), Array(b)) == distance)
        #expect(NearestName.editDistance(Array(b), Array(a)) == distance)
    }
}

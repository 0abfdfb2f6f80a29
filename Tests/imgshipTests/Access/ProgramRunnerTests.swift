import Testing

@testable import imgship

/// The programs are coreutils'.
@Suite struct `A program of the user's` {
    private let runner = ProgramRunner(environment: ["PATH": "/usr/bin:/bin"])

    @Test func `gets its input, and then its end`() async throws {
        let output = try #require(try await runner.run("cat", [], input: Array("secret\n".utf8)))
        #expect(output.status == 0)
        #expect(String(decoding: output.output, as: UTF8.self) == "secret\n")
    }

    /// swift-subprocess 1.0.2 ended the whole process in some of these.
    @Test func `need not read its input`() async throws {
        for _ in 0..<40 { #expect(try await runner.run("true", [], input: [1, 2, 3])?.status == 0) }
    }

    @Test func `may be given up at any moment`() async throws {
        for number in 0..<40 {
            let task = Task { try await runner.run("cat", [], input: [UInt8](repeating: 7, count: 1 << 14)) }
            for _ in 0..<number { await Task.yield() }
            task.cancel()
            _ = await task.result
        }
    }

    @Test func `is nothing when it is not there, and an error when it gets too much`() async throws {
        #expect(try await runner.run("no-such-program", []) == nil)
        await #expect(throws: ProgramError.self) { try await runner.run("cat", [], input: [UInt8](repeating: 0, count: 1 << 16)) }
    }
}

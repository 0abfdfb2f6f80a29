import Diagnostics

/// uv as it is installed on the machine: a program of its own, or a module of Python.
struct UvProgram: Sendable {
    private let program: String
    private let leading: [String]

    /// Finds uv on PATH, or as `python3 -m uv`.
    /// - Throws: ``HelperError`` `.missing`.
    static func find(environment: [String: String?] = [:]) async throws -> UvProgram {
        do {
            if try await HelperCommand("uv", ["--version"], environment: environment).run().status == 0 { return UvProgram(program: "uv", leading: []) }
        } catch let error as HelperError where error.code == .missing {}
        do {
            let answer = try await HelperCommand("python3", ["-m", "uv", "--version"], environment: environment).run()
            if answer.status == 0 { return UvProgram(program: "python3", leading: ["-m", "uv"]) }
        } catch let error as HelperError where error.code == .missing {}
        throw HelperError(.missing, program: "uv")
    }

    func run(_ arguments: [String], environment: [String: String?]) async throws -> HelperCommand.Output {
        try await HelperCommand(program, leading + arguments, environment: environment).run()
    }
}

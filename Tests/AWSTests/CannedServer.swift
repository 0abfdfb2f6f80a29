import Foundation
import HTTP
import SystemPackage
import TestSupport

/// A server with answers of the test's own, by `Tests/Fixtures/canned_server.py`.
final class CannedServer: Sendable {
    struct Answer: Encodable {
        var status = 200
        var fields: [String: String] = [:]
        var body = ""
        /// In seconds.
        var delay = 0.0
    }

    struct Asked: Decodable {
        var request: String
        /// Names in lower case.
        var fields: [String: String]
        var body: String
    }

    let port: Int
    private let process: ChildProcess
    private let input: FileDescriptor

    /// - Parameter answers: by method and path, `GET /a`; one after the other, the last for ever.
    init(_ answers: [String: [Answer]]) throws {
        let script = PythonTools.fixtures.appendingPathComponent("canned_server.py").path
        let text = String(decoding: try JSONEncoder().encode(answers), as: UTF8.self)
        let (output, childOutput) = try ChildProcess.pipe()
        let (childInput, input) = try ChildProcess.pipe()
        process = try ChildProcess(["python3", script, text], input: childInput, output: childOutput)
        try childInput.close()
        try childOutput.close()
        port = Int(try Self.line(output)) ?? 0
        self.input = input
    }

    deinit {
        process.stop()
        try? input.close()
    }

    func address(_ path: String = "") -> String { "http://127.0.0.1:\(port)\(path)" }

    /// All requests so far, in order.
    func asked() async throws -> [Asked] {
        let response = try await HTTPClient().fetch(Request(.get, WebAddress(address("/log"))))
        return try JSONDecoder().decode([Asked].self, from: Data(response.bytes))
    }

    private static func line(_ output: FileDescriptor) throws -> String {
        var line: [UInt8] = []
        var byte: [UInt8] = [0]
        while try byte.withUnsafeMutableBytes({ try output.read(into: $0) }) == 1, byte[0] != 0x0a { line += byte }
        try output.close()
        return String(decoding: line, as: UTF8.self)
    }
}

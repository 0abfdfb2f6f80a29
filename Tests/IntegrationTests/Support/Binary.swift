import Foundation
import TestSupport

/// The program under test.
enum Binary {
    /// `IMGSHIP_BINARY`, else what was built together with these tests.
    static let path: String = {
        if let given = ProcessInfo.processInfo.environment["IMGSHIP_BINARY"], !given.isEmpty { return given }
        let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        return URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("imgship").path
    }()

    /// The words that start it in an environment of these variables and no others.
    static func command(_ arguments: [String], _ variables: [String: String]) -> [String] {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        let all = ["PATH": path].merging(variables) { $1 }
        return ["env", "-i"] + all.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" } + [Self.path] + arguments
    }
}

import Foundation
import TestSupport

/// The Python that has AWS's own client and its stand-in: `.venv` of the repository, or the machine's.
enum PythonTools {
    static let botocore = interpreter(with: "botocore")
    static let moto = interpreter(with: "moto.server")
    static let fixtures = root.appendingPathComponent("Tests/Fixtures")

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func interpreter(with module: String) -> String? {
        [root.appendingPathComponent(".venv/bin/python").path, "python3"].first { candidate in
            (try? Program.run([candidate, "-c", "import \(module)"]).status) == 0
        }
    }
}

import Foundation

/// The Python that has AWS's own client and its stand-in: `.venv` of the repository, or the machine's.
package enum PythonTools {
    package static let botocore = interpreter(with: "botocore")
    /// botocore signs with it what `aws login` needs.
    package static let botocoreWithCRT = interpreter(with: "botocore, awscrt, cryptography")
    package static let moto = interpreter(with: "moto.server")
    /// With cfn-lint and moto's decorators too.
    package static let judges = interpreter(with: "botocore, cfnlint, moto")
    package static let fixtures = Checkout.tests.appendingPathComponent("Fixtures")

    private static func interpreter(with module: String) -> String? {
        [Checkout.root.appendingPathComponent(".venv/bin/python").path, "python3"].first { candidate in
            (try? Program.run([candidate, "-c", "import \(module)"]).status) == 0
        }
    }
}

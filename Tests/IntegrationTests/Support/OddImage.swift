import Foundation
import SystemPackage
import TestSupport

/// An OCI layout of `Tests/Fixtures/odd_image.py`, which no builder writes, with imgship run beside it.
struct OddImage {
    let directory: TemporaryDirectory

    init(_ kind: String) throws {
        directory = try TemporaryDirectory()
        let script = FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()
            .appending("Fixtures/odd_image.py")
        try Program.output(["python3", script.string, directory.path.appending("layout").string, kind])
    }

    var root: String { directory.path.string }

    func run(_ arguments: [String]) throws -> Program.Output {
        try Program.run(Binary.command(arguments, ["HOME": root + "/home"]), directory: root)
    }

    func output(_ arguments: [String]) throws -> String {
        try Program.output(Binary.command(arguments, ["HOME": root + "/home"]), directory: root)
    }
}

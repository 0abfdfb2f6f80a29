import AWS
import Synchronization

/// Files in memory that can be written too.
final class TestFiles: Sendable {
    private let all: Mutex<[String: String]>

    init(_ files: [String: String]) { all = Mutex(files) }

    subscript(path: String) -> String? {
        get { all.withLock { $0[path] } }
        set { all.withLock { $0[path] = newValue } }
    }

    func surroundings(
        _ environment: [String: String] = [:], profile: String? = nil, runProcess: (@Sendable ([String]) async throws -> [UInt8])? = nil
    ) -> Surroundings {
        var surroundings = TestSurroundings.make(environment, profile: profile, runProcess: runProcess)
        surroundings.readFile = { path in self[path].map { Array($0.utf8) } }
        surroundings.fileReplacement = FileReplacement(
            isPossible: { _ in true }, replace: { path, bytes in self[path] = String(decoding: bytes, as: UTF8.self) })
        return surroundings
    }
}

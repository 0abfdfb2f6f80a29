import Bytes
import SystemPackage

/// What a pipe or a file brings to standard input.
enum StandardInput {
    /// All of it; nil when there are more than `limit` bytes.
    /// - Throws: ``FileError``: what came before the failure is not taken for the whole.
    static func read(limit: Int) throws(FileError) -> [UInt8]? {
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 4096)
        do {
            while case let count = try block.withUnsafeMutableBytes({ try FileDescriptor.standardInput.read(into: $0) }), count > 0 {
                bytes += block[..<count]
                guard bytes.count <= limit else { return nil }
            }
        } catch {
            throw FileError("read", "standard input", error as? Errno ?? .ioError)
        }
        return bytes
    }
}

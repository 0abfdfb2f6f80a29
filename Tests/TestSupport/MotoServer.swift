import Foundation
import Glibc
import Synchronization
import SystemPackage

/// A server of `Tests/Fixtures` that stands on moto; it ends with the test that holds it.
///
/// It is a fork of a process that has read moto already (`moto_nursery.py`), which takes a new interpreter some two seconds.
package final class MotoServer: Sendable {
    package let address: String
    private let connection: FileDescriptor

    /// - Parameters:
    ///   - script: a file or a package of `Tests/Fixtures`.
    ///   - environment: what moto looks at when it is read.
    /// - Throws: ``ProgramError`` for one that ends before it has printed a port.
    package init(_ script: String = "moto_endpoint.py", _ arguments: [String] = [], environment: [String: String] = [:]) throws {
        let command = [script] + arguments
        connection = try Self.connect(to: Self.nursery(environment).ports[0])
        try connection.writeAll(JSONEncoder().encode(command) + Data("\n".utf8))
        guard let port = Int(try connection.line()) else {
            try connection.close()
            throw ProgramError(command: command, status: 1, words: "no port was printed")
        }
        address = "http://127.0.0.1:\(port)"
    }

    deinit { try? connection.close() }

    /// One for each environment, for as long as the tests run.
    private static let nurseries = Mutex<[[String: String]: FixtureServer]>([:])

    private static func nursery(_ environment: [String: String]) throws -> FixtureServer {
        try nurseries.withLock { nurseries in
            if let nursery = nurseries[environment] { return nursery }
            let nursery = try FixtureServer(PythonTools.moto ?? "", "moto_nursery.py", environment: environment)
            nurseries[environment] = nursery
            return nursery
        }
    }

    private static func connect(to port: Int) throws -> FileDescriptor {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Errno(rawValue: errno) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else {
            let error = Errno(rawValue: errno)
            close(descriptor)
            throw error
        }
        return FileDescriptor(rawValue: descriptor)
    }
}

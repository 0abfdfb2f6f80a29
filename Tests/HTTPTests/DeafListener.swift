import Glibc

/// A port of this machine on which the kernel takes connections and nobody ever says a word.
final class DeafListener: Sendable {
    let port: UInt16
    private let descriptor: Int32

    init() throws(DeafListenerError) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, length) == 0 && listen(descriptor, 8) == 0 && getsockname(descriptor, generic, &length) == 0
            }
        }
        port = UInt16(bigEndian: address.sin_port)
        guard result else { throw DeafListenerError(code: errno) }
    }

    deinit { close(descriptor) }
}

struct DeafListenerError: Error { let code: Int32 }

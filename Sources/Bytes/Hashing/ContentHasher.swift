internal import COpenSSL

/// Hashes a stream of bytes with OpenSSL, which uses the CPU's SHA instructions where it has them.
///
/// One owner; `finish()` ends it, so a use after the end does not compile.
package struct ContentHasher: ~Copyable {
    private let handle: DigestContext

    package init(_ algorithm: HashAlgorithm) {
        handle = DigestContext(algorithm)
    }

    package mutating func update(_ bytes: RawSpan) {
        bytes.withUnsafeBytes { buffer in
            DigestContext.require(EVP_DigestUpdate(handle.pointer, buffer.baseAddress, buffer.count))
        }
    }

    /// The hash of everything given so far.
    package consuming func finish() -> [UInt8] {
        handle.final()
    }

    /// The hash of bytes that are already in memory.
    package static func hash(_ bytes: some Collection<UInt8>, with algorithm: HashAlgorithm = .sha256) -> [UInt8] {
        var hasher = ContentHasher(algorithm)
        let array = Array(bytes)
        hasher.update(array.span.bytes)
        return hasher.finish()
    }
}

/// Owns one `EVP_MD_CTX`.
private struct DigestContext: ~Copyable {
    let pointer: OpaquePointer
    private let byteCount: Int

    init(_ algorithm: HashAlgorithm) {
        guard let context = EVP_MD_CTX_new() else { fatalError("out of memory: EVP_MD_CTX_new") }
        pointer = context
        byteCount = algorithm.byteCount
        let function = algorithm == .sha256 ? EVP_sha256() : EVP_sha512()
        Self.require(EVP_DigestInit_ex(context, function, nil))
    }

    deinit { EVP_MD_CTX_free(pointer) }

    func final() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { buffer, count in
            var length: UInt32 = 0
            Self.require(EVP_DigestFinal_ex(pointer, buffer.baseAddress, &length))
            count = Int(length)
        }
    }

    /// SHA-2 on an initialised context fails only when OpenSSL cannot allocate or has no default provider: a broken
    /// installation, in which no digest could be trusted. Going on would be worse than stopping.
    static func require(_ status: Int32) {
        guard status == 1 else { fatalError("OpenSSL cannot compute a SHA-2 hash on this machine") }
    }
}

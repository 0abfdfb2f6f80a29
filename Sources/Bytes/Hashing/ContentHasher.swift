internal import COpenSSL

/// Hashes a stream of bytes with OpenSSL, which uses the CPU's SHA instructions where it has them.
///
/// One owner; `finish()` ends it, so a use after the end does not compile.
package struct ContentHasher: ~Copyable {
    private let context: OpaquePointer
    private let algorithm: HashAlgorithm

    package init(_ algorithm: HashAlgorithm) {
        guard let context = EVP_MD_CTX_new() else { fatalError("out of memory: EVP_MD_CTX_new") }
        self.context = context
        self.algorithm = algorithm
        Self.require(EVP_DigestInit_ex(context, algorithm == .sha256 ? EVP_sha256() : EVP_sha512(), nil))
    }

    deinit { EVP_MD_CTX_free(context) }

    package mutating func update(_ bytes: RawSpan) {
        bytes.withUnsafeBytes { Self.require(EVP_DigestUpdate(context, $0.baseAddress, $0.count)) }
    }

    /// The hash of everything given so far.
    package consuming func finish() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: algorithm.byteCount) { buffer, count in
            Self.require(EVP_DigestFinal_ex(context, buffer.baseAddress, nil))
            count = algorithm.byteCount
        }
    }

    /// The hash of bytes that are already in memory.
    package static func hash(_ bytes: some Collection<UInt8>, with algorithm: HashAlgorithm = .sha256) -> [UInt8] {
        var hasher = ContentHasher(algorithm)
        let array = Array(bytes)
        hasher.update(array.span.bytes)
        return hasher.finish()
    }

    /// SHA-2 on an initialised context fails only when OpenSSL cannot allocate or has no default provider: a broken
    /// installation, in which no digest could be trusted. Going on would be worse than stopping.
    private static func require(_ status: Int32) {
        guard status == 1 else { fatalError("OpenSSL cannot compute a SHA-2 hash on this machine") }
    }
}

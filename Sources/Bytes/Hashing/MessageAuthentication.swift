internal import COpenSSL

/// HMAC with SHA-256, by OpenSSL.
/// - Source: RFC 2104; vectors in RFC 4231.
package enum MessageAuthentication {
    /// The 32 bytes that only someone with `key` can make for `message`; both may be empty.
    package static func sha256(key: [UInt8], message: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: HashAlgorithm.sha256.byteCount) { buffer, count in
            var length: UInt32 = 0
            // Keys are given as an `int`: a longer one counts as its hash, which the standard says it does anyway.
            let shortKey = key.count > 64 ? ContentHasher.hash(key) : key
            let code = shortKey.withUnsafeBytes { key in
                // An empty key must still not be a null pointer: OpenSSL takes that as "the key of last time".
                var nothing: UInt8 = 0
                return withUnsafePointer(to: &nothing) { nothing in
                    HMAC(
                        EVP_sha256(), key.baseAddress ?? UnsafeRawPointer(nothing), Int32(key.count), message, message.count,
                        buffer.baseAddress, &length)
                }
            }
            // As in `ContentHasher`: fails only when OpenSSL itself is broken.
            guard code != nil, length == 32 else { fatalError("OpenSSL cannot compute an HMAC on this machine") }
            count = Int(length)
        }
    }
}

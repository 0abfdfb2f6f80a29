internal import COpenSSL

/// A private key on the curve P-256, to sign with as JSON Web Signatures do.
/// - Source: RFC 7518, section 3.4 (ES256) and 6.2.1 (the coordinates of a public key).
package final class ES256Key: @unchecked Sendable {
    // SAFETY: the key is set once and only read afterwards; OpenSSL lets any number of threads sign with one.
    private let key: OpaquePointer
    /// The public key, each coordinate as 32 bytes, the most significant first.
    package let x: [UInt8]
    package let y: [UInt8]

    /// - Parameter der: a private key by SEC 1 or PKCS #8.
    /// - Returns: nil when it is not a private key on P-256, or one that nobody could sign with: out of range, or of another public key.
    package init?(der: [UInt8]) {
        var start: UnsafePointer<UInt8>?
        let key = der.withUnsafeBufferPointer { buffer in
            start = buffer.baseAddress
            return d2i_AutoPrivateKey(nil, &start, buffer.count)
        }
        guard let key else { return nil }
        guard Self.isOnP256(key), Self.isConsistent(key), let x = Self.coordinate("qx", of: key), let y = Self.coordinate("qy", of: key)
        else {
            EVP_PKEY_free(key)
            return nil
        }
        (self.key, self.x, self.y) = (key, x, y)
    }

    deinit { EVP_PKEY_free(key) }

    /// The 64 bytes of R and S for the SHA-256 hash of a message.
    package func signature(of message: [UInt8]) -> [UInt8] {
        guard let context = EVP_MD_CTX_new() else { fatalError("out of memory: EVP_MD_CTX_new") }
        defer { EVP_MD_CTX_free(context) }
        var length = 0
        var der: [UInt8] = []
        // As in `ContentHasher`: with a key that was checked, these fail only when OpenSSL itself is broken.
        guard EVP_DigestSignInit(context, nil, EVP_sha256(), nil, key) == 1,
            EVP_DigestSign(context, nil, &length, message, message.count) == 1
        else { fatalError("OpenSSL cannot sign on this machine") }
        der = [UInt8](repeating: 0, count: length)
        guard EVP_DigestSign(context, &der, &length, message, message.count) == 1, let pair = Self.pair(in: Array(der.prefix(length)))
        else {
            fatalError("OpenSSL cannot sign on this machine")
        }
        return pair
    }

    private static func isOnP256(_ key: OpaquePointer) -> Bool {
        var name = [CChar](repeating: 0, count: 64)
        var length = 0
        guard EVP_PKEY_get_base_id(key) == EVP_PKEY_EC, EVP_PKEY_get_group_name(key, &name, name.count, &length) == 1 else { return false }
        return name.prefix(length).elementsEqual("prime256v1".utf8.map { CChar($0) })
    }

    private static func isConsistent(_ key: OpaquePointer) -> Bool {
        let context = EVP_PKEY_CTX_new(key, nil)
        defer { EVP_PKEY_CTX_free(context) }
        return EVP_PKEY_check(context) == 1
    }

    private static func coordinate(_ name: String, of key: OpaquePointer) -> [UInt8]? {
        var number: OpaquePointer?
        guard EVP_PKEY_get_bn_param(key, name, &number) == 1 else { return nil }
        defer { BN_free(number) }
        return bytes(of: number)
    }

    /// R and S, which OpenSSL wraps into ASN.1.
    private static func pair(in der: [UInt8]) -> [UInt8]? {
        var start: UnsafePointer<UInt8>?
        let signature = der.withUnsafeBufferPointer { buffer in
            start = buffer.baseAddress
            return d2i_ECDSA_SIG(nil, &start, buffer.count)
        }
        guard let signature else { return nil }
        defer { ECDSA_SIG_free(signature) }
        guard let r = bytes(of: ECDSA_SIG_get0_r(signature)), let s = bytes(of: ECDSA_SIG_get0_s(signature)) else { return nil }
        return r + s
    }

    private static func bytes(of number: OpaquePointer?) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 32)
        return BN_bn2binpad(number, &bytes, 32) == 32 ? bytes : nil
    }
}

internal import COpenSSL

/// SHA-1, for names that other people's programs give to their files; never for content.
package enum SHA1 {
    /// The 20 bytes of the hash; nil where OpenSSL's settings forbid SHA-1.
    package static func hash(_ bytes: [UInt8]) -> [UInt8]? {
        var length: UInt32 = 0
        var digest = [UInt8](repeating: 0, count: 20)
        guard EVP_Digest(bytes, bytes.count, &digest, &length, EVP_sha1(), nil) == 1, length == 20 else { return nil }
        return digest
    }
}

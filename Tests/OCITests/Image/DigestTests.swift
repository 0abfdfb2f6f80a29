import Bytes
import OCI
import Testing

@Suite struct `A digest` {
    /// FIPS 180-4's example "abc", and the empty message.
    static let abc256 = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    static let abc512 =
        "sha512:ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"

    @Test func `is what FIPS 180 says`() throws {
        #expect(Digest(of: "abc".utf8).description == Self.abc256)
        #expect(Digest(of: [UInt8]()).description == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(Digest(.sha512, hash: ContentHasher.hash("abc".utf8, with: .sha512)).description == Self.abc512)
        #expect(try Digest(Self.abc512).matches(Array("abc".utf8)))
        #expect(try !Digest(Self.abc256).matches(Array("abd".utf8)))
    }

    @Test(arguments: [abc256, abc512]) func `is parsed and printed alike`(text: String) throws {
        let digest = try Digest(text)
        #expect(digest.description == text)
        #expect(digest.short.count == 12)
    }

    @Test(arguments: [
        "", "sha256", "sha256:", ":ba78", "sha256:ba78", abc256 + "0", String(abc256.dropLast()), "SHA256:" + abc256.dropFirst(7),
        abc256.uppercased(),
        "sha512:" + abc256.dropFirst(7), "md5:900150983cd24fb0d6963f7d28e17f72", "sha256:" + String(repeating: "g", count: 64),
        "sha256:" + String(repeating: "٣", count: 32), " " + abc256, abc256 + "\n", "sha256+b64:" + abc256.dropFirst(7),
    ])
    func `is refused when it is not well formed`(text: String) {
        #expect(throws: OCIError(.invalidDigest, text)) { try Digest(text) }
    }
}

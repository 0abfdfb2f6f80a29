import Bytes
import TestSupport
import Testing

/// The vectors are the examples of FIPS 180-4 (NIST, "SHA256" and "SHA512" example files).
@Suite struct `A content hash` {
    static let twoBlocks = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"

    @Test(arguments: [
        (HashAlgorithm.sha256, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (.sha256, "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (.sha256, twoBlocks, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
        (.sha256, String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
        (
            .sha512, "abc",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        ),
        (
            .sha512, "",
            "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"
        ),
        (
            .sha512, String(repeating: "a", count: 1_000_000),
            "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973ebde0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b"
        ),
    ])
    func `is what FIPS 180 says`(algorithm: HashAlgorithm, text: String, expected: String) {
        #expect(Hex.encode(ContentHasher.hash(text.utf8, with: algorithm)) == expected)
        #expect(expected.count == algorithm.byteCount * 2)
    }

    @Test(arguments: [1, 63, 64, 65, 4096]) func `does not depend on how the bytes are cut`(size: Int) {
        let bytes = SampleBytes.mixed(10_000)
        var hasher = ContentHasher(.sha256)
        for start in stride(from: 0, to: bytes.count, by: size) {
            hasher.update(bytes.span.extracting(start..<min(start + size, bytes.count)).bytes)
        }
        #expect(hasher.finish() == ContentHasher.hash(bytes))
    }

    @Test func `is what sha256sum prints`() throws {
        let bytes = SampleBytes.mixed(100_001)
        let printed = try Program.output(["sha256sum"], input: bytes)
        #expect(Hex.encode(ContentHasher.hash(bytes)) == printed.prefix(64))
    }
}

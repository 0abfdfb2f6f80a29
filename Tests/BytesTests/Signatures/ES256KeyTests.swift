import Bytes
import Foundation
import TestSupport
import Testing

@Suite struct `A key on P-256` {
    /// The key of RFC 7515, appendix A.3.
    private static let (x, y, d) = (
        "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
        "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"
    )

    private static func bytes(_ base64URL: String) throws -> [UInt8] {
        let text = base64URL.replacing("-", with: "+").replacing("_", with: "/") + "="
        return Array(try #require(Data(base64Encoded: text)))
    }

    /// SEC 1, section C.4: the private number and the curve, and perhaps the public point.
    private static func der(withPublicKey: Bool, privateKey: [UInt8]? = nil) throws -> [UInt8] {
        let curve: [UInt8] = [0xa0, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07]
        let point: [UInt8] = withPublicKey ? [0xa1, 0x44, 0x03, 0x42, 0x00, 0x04] + (try bytes(x)) + (try bytes(y)) : []
        let content: [UInt8] = [0x02, 0x01, 0x01, 0x04, 0x20] + (try privateKey ?? bytes(d)) + curve + point
        return [0x30, UInt8(content.count)] + content
    }

    @Test(arguments: [true, false]) func `has the public point that RFC 7515 says`(withPublicKey: Bool) throws {
        let key = try #require(ES256Key(der: Self.der(withPublicKey: withPublicKey)))
        #expect(key.x == (try Self.bytes(Self.x)))
        #expect(key.y == (try Self.bytes(Self.y)))
    }

    /// Zero, more than the order of the curve, and the number of another public point: a file that was tampered with must not end the program.
    @Test(arguments: [[UInt8](repeating: 0, count: 32), [UInt8](repeating: 0xff, count: 32), [UInt8](repeating: 7, count: 32)])
    func `is refused when nobody could sign with it`(privateKey: [UInt8]) throws {
        #expect(ES256Key(der: try Self.der(withPublicKey: true, privateKey: privateKey)) == nil)
    }

    /// openssl(1) makes the key, by SEC 1 and by PKCS #8, and judges what it signs.
    @Test(arguments: ["ec -outform DER", "pkcs8 -topk8 -nocrypt -outform DER"]) func `signs what openssl verifies`(form: String) throws {
        let directory = try TemporaryDirectory()
        func openssl(_ arguments: String) throws {
            try Program.output(["openssl"] + arguments.split(separator: " ").map(String.init), directory: directory.path.string)
        }
        try openssl("ecparam -name prime256v1 -genkey -noout -out key.pem")
        try openssl("\(form) -in key.pem -out key.der")
        try openssl("ec -in key.pem -pubout -out public.pem")
        let key = try #require(ES256Key(der: Array(try Data(contentsOf: URL(fileURLWithPath: directory.path.appending("key.der").string)))))
        let message = Array("a message".utf8)
        try directory.write("message", "a message")
        // Many times: each signature is another one, and one in a few has a number that begins with zeros.
        for _ in 0..<50 {
            let signature = key.signature(of: message)
            #expect(signature.count == 64)
            let file = directory.path.appending("signature").string
            try Data(Self.wrapped(signature)).write(to: URL(fileURLWithPath: file))
            try openssl("dgst -sha256 -verify public.pem -signature signature message")
        }
    }

    /// R and S as the ASN.1 that openssl reads.
    private static func wrapped(_ signature: [UInt8]) -> [UInt8] {
        let numbers = [signature.prefix(32), signature.suffix(32)].flatMap { half -> [UInt8] in
            let short = Array(half.drop { $0 == 0 })
            let number = (short.first ?? 0xff) > 0x7f ? [0] + short : short
            return [0x02, UInt8(number.count)] + number
        }
        return [0x30, UInt8(numbers.count)] + numbers
    }

    @Test(arguments: ["ecparam -name secp384r1 -genkey -noout -outform DER -out key.der", "genrsa -traditional -out key.der 1024"])
    func `is no other kind of key`(command: String) throws {
        let directory = try TemporaryDirectory()
        try Program.output(["openssl"] + command.split(separator: " ").map(String.init), directory: directory.path.string)
        if command.hasPrefix("genrsa") {
            try Program.output(
                ["openssl", "rsa", "-in", "key.der", "-traditional", "-outform", "DER", "-out", "key.der"], directory: directory.path.string
            )
        }
        #expect(ES256Key(der: Array(try Data(contentsOf: URL(fileURLWithPath: directory.path.appending("key.der").string)))) == nil)
        #expect(ES256Key(der: []) == nil)
        #expect(ES256Key(der: Array("nonsense".utf8)) == nil)
    }
}

import Bytes
import FoundationEssentials
import JSON

/// Shows that whoever sends a token also has the key it was given out for: the field `DPoP` of a request.
/// - Source: RFC 9449, section 4.2; botocore's `_build_dpop_header`.
struct DPoPProof: Sendable {
    private let key: ES256Key

    /// - Parameter pem: the private key as `aws login` keeps it.
    /// - Returns: nil when it is not one on P-256.
    init?(pem: String) {
        let lines = pem.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("-----") }
        guard let der = Data(base64Encoded: lines.joined().filter { !$0.isWhitespace }), let key = ES256Key(der: Array(der)) else {
            return nil
        }
        self.key = key
    }

    /// The proof for one POST; no two have the same `identifier`.
    /// - Parameters:
    ///   - address: whole, as it is asked for.
    ///   - now: in seconds since 1970.
    func field(for address: String, at now: Int64, identifier: String = UUID().uuidString.lowercased()) -> String {
        let header: JSONObject = [
            "typ": "dpop+jwt", "alg": "ES256",
            "jwk": ["kty": "EC", "crv": "P-256", "x": .string(Self.encoded(key.x)), "y": .string(Self.encoded(key.y))],
        ]
        let payload: JSONObject = [
            "htm": "POST", "htu": .string(address), "iat": .integer(now), "jti": .string(identifier),
        ]
        let signed = [header, payload].map { Self.encoded(JSONValue.object($0).bytes()) }.joined(separator: ".")
        return signed + "." + Self.encoded(key.signature(of: Array(signed.utf8)))
    }

    /// Base64 for addresses, without padding.
    /// - Source: RFC 7515, section 2.
    private static func encoded(_ bytes: [UInt8]) -> String {
        let letters = Data(bytes).base64EncodedString().map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }
        return String(letters.filter { $0 != "=" })
    }
}

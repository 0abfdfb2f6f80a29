import Bytes
import Diagnostics
import Synchronization

/// Remembers the signing key last made: four hashes that are the same for all calls of a day.
final class SigningKeys: Sendable {
    private struct Made: Sendable {
        let secret: Secret<String>
        let day: String
        let region: String
        let service: String
        let key: Secret<[UInt8]>
    }

    private let last = Mutex<Made?>(nil)

    /// - Parameter day: `20150830`.
    func key(_ secret: Secret<String>, day: String, region: String, service: String) -> [UInt8] {
        let known = last.withLock(\.self)
        if let known, known.day == day, known.region == region, known.service == service, known.secret == secret {
            return known.key.exposed
        }
        let key = [day, region, service, "aws4_request"].reduce(Array("AWS4\(secret.exposed)".utf8)) { key, part in
            MessageAuthentication.sha256(key: key, message: Array(part.utf8))
        }
        last.withLock { $0 = Made(secret: secret, day: day, region: region, service: service, key: Secret(key)) }
        return key
    }
}

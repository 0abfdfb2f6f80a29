import FoundationEssentials

/// Credentials as JSON: of a process, of the container endpoint, and of the instance metadata, which differ by a name.
struct CredentialDocument: Decodable {
    /// Of a process alone; must be 1.
    var Version: Int?
    /// Of the instance metadata alone: "Success", or what went wrong.
    var Code: String?
    var Message: String?
    var AccessKeyId: String?
    var SecretAccessKey: String?
    var Token: String?
    var SessionToken: String?
    var Expiration: String?

    /// - Parameters:
    ///   - source: for errors, as in "... of the container endpoint".
    ///   - version: which the document must say it has; nil for one that has none.
    /// - Throws: ``AWSError`` `.credentialSource`; the document itself, full of secrets, is never shown.
    static func credentials(_ bytes: [UInt8], from source: String, version: Int? = nil) throws(AWSError) -> Credentials {
        func refused(_ reason: String) -> AWSError { AWSError(.credentialSource, "no usable credentials of \(source)", reason: reason) }
        guard let document = try? JSONDecoder().decode(CredentialDocument.self, from: Data(bytes)) else {
            throw refused("its answer is not JSON of the expected form")
        }
        if let code = document.Code, code != "Success" { throw refused("\(code): \(document.Message ?? "no message")") }
        if let version, document.Version != version {
            throw refused("its answer has \(document.Version.map { "version \($0)" } ?? "no 'Version'"), and only \(version) is known")
        }
        guard let key = document.AccessKeyId, !key.isEmpty else { throw refused("its answer has no 'AccessKeyId'") }
        guard let secret = document.SecretAccessKey, !secret.isEmpty else { throw refused("its answer has no 'SecretAccessKey'") }
        var expiration: Int64?
        if let text = document.Expiration {
            guard let date = UTCDate(rfc3339: text) else { throw refused("its 'Expiration' '\(text)' is not a date") }
            expiration = date.secondsSince1970
        }
        return Credentials(
            accessKeyID: key, secretAccessKey: secret, sessionToken: document.Token ?? document.SessionToken, expiration: expiration)
    }
}

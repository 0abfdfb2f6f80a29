import HTTPTypes

/// The header fields of AWS.
enum AWSField {
    static let date = "X-Amz-Date"
    static let securityToken = "X-Amz-Security-Token"
    static let contentHash = "X-Amz-Content-Sha256"
    static let target = "X-Amz-Target"
    static let errorType = "X-Amzn-ErrorType"
    static let requestIDs = ["X-Amzn-RequestId", "X-Amz-Request-Id", "X-Amz-Id-2"]
}

extension HTTPFields {
    /// Replaces a field; nil removes it.
    mutating func set(_ name: String, _ value: String?) {
        guard let name = HTTPField.Name(name) else { return }
        self[name] = value
    }

    func value(_ name: String) -> String? { HTTPField.Name(name).flatMap { self[$0] } }
}

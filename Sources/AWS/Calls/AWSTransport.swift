import HTTP
import HTTPTypes

/// Carries calls to AWS: over the network, or to something that plays AWS.
package protocol AWSTransport: Sendable {
    /// Sends a call once and gives back whatever was answered; whether to try again is the client's business.
    /// - Parameter credentials: nil for a call that carries its proof in itself.
    /// - Throws: ``HTTPError`` when there was no answer.
    func send(_ call: AWSCall, in region: Region, with credentials: Credentials?) async throws -> AWSAnswer
}

/// What a service answered, before anyone judged it.
package struct AWSAnswer: Sendable {
    package let status: Int
    package let fields: HTTPFields
    package let bytes: [UInt8]
    /// Where it came from, for messages.
    package let address: WebAddress

    package init(status: Int, fields: HTTPFields = [:], bytes: [UInt8], from address: WebAddress) {
        self.status = status
        self.fields = fields
        self.bytes = bytes
        self.address = address
    }

    init(_ response: FullResponse) {
        self.init(status: response.head.status.code, fields: response.head.fields, bytes: response.bytes, from: response.head.address)
    }

    package var isSuccess: Bool { (200..<300).contains(status) }

    /// The body as UTF-8, with a replacement character for what is not.
    package var text: String { String(decoding: bytes, as: UTF8.self) }
}

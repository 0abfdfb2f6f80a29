import HTTP
import HTTPTypes

/// Where the next bytes of an upload go.
struct UploadSession: Sendable {
    let address: WebAddress
    /// The registry takes no smaller chunk, but for the last; in bytes.
    let smallestChunk: Int

    /// The session that an answer opens or continues; nil when it names none.
    /// - Throws: ``HTTPError`` for a place that must not be followed.
    init?(_ answer: RegistryAnswer, _ client: RegistryClient) throws(HTTPError) {
        guard let location = answer.head.fields[.location] else { return nil }
        address = try client.address(location, from: answer.head)
        let asked = HTTPField.Name("oci-chunk-min-length").flatMap { answer.head.fields[$0] }.flatMap { Int($0) } ?? 0
        // A chunk is held in memory: what asks for more than this gets an error of its own making.
        smallestChunk = min(max(asked, 0), 64 << 20)
    }
}

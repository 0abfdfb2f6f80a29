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

/// An open session and how much of the blob is in it.
struct UploadPosition: Sendable {
    var session: UploadSession
    /// In bytes; what the registry is known to have.
    var offset: Int64 = 0
    /// What a refusal said that the registry has; believed only when it does not answer the question itself.
    var told: Int64?
}

extension RegistryAnswer {
    /// How many bytes of an upload the registry says to have, from `Range`; nil when it does not say, or says nothing that can be read.
    ///
    /// An empty upload and one of a single byte are both `0-0`; 1 is then a lie at worst, which the caller must bear.
    /// - Source: distribution-spec v1.1 "Pushing a blob in chunks": `Range: 0-<end-of-range>`; some servers begin it with `bytes=`.
    var uploadedSize: Int64? {
        guard let field = head.fields[.range] else { return nil }
        let text = field.hasPrefix("bytes=") ? field.dropFirst(6) : field[...]
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, ends[0] == "0", let last = Int64(ends[1]), (0..<Int64.max).contains(last) else { return nil }
        return last + 1
    }
}

/// What a request carries.
package enum RequestBody: Sendable {
    case none
    case bytes([UInt8])
    case stream(any BodySource)
}

/// Bytes that can be read from their start as often as a request has to be sent.
package protocol BodySource: Sendable {
    /// The length in bytes; nil sends the body in chunks.
    var length: Int64? { get }
    /// A reader at the first byte. Called once for every attempt and every redirect that keeps the body.
    func makeReader() async throws -> any BodyReader
}

/// Reads one pass of a body.
package protocol BodyReader: Sendable {
    /// The next bytes, a block of 16 KiB to 1 MiB; nil at the end.
    mutating func next() async throws -> [UInt8]?
}

import OCI
import Terminal

/// What `--json` prints: a type of its own for each verb, apart from what people read.
protocol OutputDocument: Encodable {}

extension StandardStream {
    /// Prints one document, keys sorted, with a line feed at its end.
    func write(json document: some OutputDocument) throws {
        write(String(decoding: try CanonicalJSON.encode(document), as: UTF8.self) + "\n")
    }
}

import HTTPTypes

/// Puts the head of an answer together from the lines libcurl hands over.
struct HeadParser {
    /// All header fields of one answer together, in bytes.
    static let limit = 256 * 1024

    enum Outcome { case more, head(ResponseHead), tooLarge, malformed }

    private var status: HTTPResponse.Status?
    private var fields = HTTPFields()
    private var size = 0
    private var isComplete = false

    /// Takes one line, line end included. What comes after the head (trailers) is passed over.
    mutating func take(_ line: UnsafeRawBufferPointer, from address: WebAddress) -> Outcome {
        size += line.count
        if size > Self.limit { return .tooLarge }
        if isComplete { return .more }
        let text = String(decoding: line, as: UTF8.self).split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        if text.isEmpty { return end(address) }
        if text.hasPrefix("HTTP/") { return begin(text) }
        guard let colon = text.firstIndex(of: ":"), let name = HTTPField.Name(String(text[..<colon])) else { return .more }
        fields.append(HTTPField(name: name, value: text[text.index(after: colon)...].trimmed))
        return .more
    }

    private mutating func begin(_ line: String) -> Outcome {
        let words = line.split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[1].utf8.count == 3, let code = Int(words[1]), (100...999).contains(code) else { return .malformed }
        status = HTTPResponse.Status(code: code, reasonPhrase: words.count > 2 ? String(words[2]) : "")
        fields = HTTPFields()
        return .more
    }

    private mutating func end(_ address: WebAddress) -> Outcome {
        guard let status else { return .malformed }
        // 100 Continue and 103 Early Hints are not the answer yet.
        if status.code < 200 { return .more }
        isComplete = true
        return .head(ResponseHead(status: status, fields: fields, address: address))
    }
}

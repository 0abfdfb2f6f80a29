/// Cuts a POSIX shell script into words and operators; here-documents and comments are passed over.
///
/// It has to be right on what Debian's maintainer scripts hold, and harmless on everything else: what comes out is only used to decide
/// whether a script is understood.
/// - Source: POSIX.1-2017, "Shell Command Language", section 2.3 "Token Recognition".
struct ShellTokenizer {
    enum Token: Equatable {
        case word(ShellCommand.Word)
        /// `;`, `&&`, `|`, `(`, `>`, a line feed and the like.
        case mark(String)
    }

    private let bytes: [UInt8]
    private var index = 0
    /// Ends of here-documents that begin after the current line; `stripsTabs` for `<<-`.
    private var pendingDocuments: [(end: String, stripsTabs: Bool)] = []

    private init(_ text: String) { bytes = Array(text.utf8) }

    static func tokens(of text: String) -> [Token] {
        var tokenizer = ShellTokenizer(text)
        var tokens: [Token] = []
        while let token = tokenizer.next() {
            if tokens.last == .mark("<<") || tokens.last == .mark("<<-"), case .word(let word) = token {
                tokenizer.pendingDocuments.append((word.text, tokens.last == .mark("<<-")))
            }
            tokens.append(token)
        }
        return tokens
    }

    private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    private func starts(with text: String) -> Bool { bytes[index...].starts(with: text.utf8) }

    private mutating func next() -> Token? {
        skipBlanks()
        guard let byte = current else { return nil }
        if byte == UInt8(ascii: "\n") {
            index += 1
            skipDocuments()
            return .mark("\n")
        }
        for mark in Self.marks where starts(with: mark) {
            index += mark.utf8.count
            return .mark(mark)
        }
        return .word(word())
    }

    /// Longest first.
    private static let marks = ["<<-", "&&", "||", ";;", ">>", "<<", ">&", "<&", ">|", "<>", ";", "&", "|", "(", ")", "<", ">"]

    private mutating func skipBlanks() {
        while let byte = current {
            if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r") {
                index += 1
            } else if starts(with: "\\\n") {
                index += 2
            } else if byte == UInt8(ascii: "#") {
                while let byte = current, byte != UInt8(ascii: "\n") { index += 1 }
            } else {
                return
            }
        }
    }

    private mutating func skipDocuments() {
        for document in pendingDocuments {
            while index < bytes.count {
                var line = bytes[index...].prefix { $0 != UInt8(ascii: "\n") }
                index = min(bytes.count, index + line.count + 1)
                if document.stripsTabs { line = line.drop { $0 == UInt8(ascii: "\t") } }
                if line.elementsEqual(document.end.utf8) { break }
            }
        }
        pendingDocuments = []
    }

    private mutating func word() -> ShellCommand.Word {
        var text: [UInt8] = []
        var isLiteral = true
        while let byte = current, !Self.endsWord(byte) {
            switch byte {
            case UInt8(ascii: "\\"):
                if index + 1 < bytes.count, bytes[index + 1] != UInt8(ascii: "\n") { text.append(bytes[index + 1]) }
                index = min(bytes.count, index + 2)
            case UInt8(ascii: "'"):
                let quoted = bytes[(index + 1)...].prefix { $0 != UInt8(ascii: "'") }
                text += quoted
                index = min(bytes.count, index + quoted.count + 2)
            case UInt8(ascii: "\""): quotedText(into: &text, &isLiteral)
            case UInt8(ascii: "$"), UInt8(ascii: "`"):
                isLiteral = false
                text += expansion()
            default:
                if byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "~") { isLiteral = false }
                text.append(byte)
                index += 1
            }
        }
        return ShellCommand.Word(text: String(decoding: text, as: UTF8.self), isLiteral: isLiteral)
    }

    private static func endsWord(_ byte: UInt8) -> Bool { " \t\r\n;&|()<>".utf8.contains(byte) }

    private mutating func quotedText(into text: inout [UInt8], _ isLiteral: inout Bool) {
        index += 1
        while let byte = current, byte != UInt8(ascii: "\"") {
            if byte == UInt8(ascii: "\\"), index + 1 < bytes.count {
                if bytes[index + 1] != UInt8(ascii: "\n") { text.append(bytes[index + 1]) }
                index += 2
            } else if byte == UInt8(ascii: "$") || byte == UInt8(ascii: "`") {
                isLiteral = false
                text += expansion()
            } else {
                text.append(byte)
                index += 1
            }
        }
        index = min(bytes.count, index + 1)
    }

    /// Takes `$NAME`, `${...}`, `$(...)` or a pair of backquotes as written.
    private mutating func expansion() -> ArraySlice<UInt8> {
        let start = index
        let opening = index + 1 < bytes.count ? bytes[index + 1] : 0
        if current == UInt8(ascii: "`") {
            index += 1
            skip(to: UInt8(ascii: "`"), nesting: nil)
        } else if opening == UInt8(ascii: "{") {
            index += 2
            skip(to: UInt8(ascii: "}"), nesting: opening)
        } else if opening == UInt8(ascii: "(") {
            index += 2
            skip(to: UInt8(ascii: ")"), nesting: opening)
        } else {
            index += 1
        }
        return bytes[start..<index]
    }

    /// Goes on behind the byte `end` that is neither quoted nor in a pair of its own.
    private mutating func skip(to end: UInt8, nesting: UInt8?) {
        var depth = 1
        var quote: UInt8?
        while let byte = current {
            index += 1
            if byte == UInt8(ascii: "\\"), quote != UInt8(ascii: "'") {
                index = min(bytes.count, index + 1)
            } else if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                quote = byte
            } else if byte == end {
                depth -= 1
                if depth == 0 { return }
            } else if byte == nesting {
                depth += 1
            }
        }
    }
}

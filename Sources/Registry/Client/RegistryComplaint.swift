import FoundationEssentials
import OCI

/// What a registry says in the body of an error: a list of codes and messages, or whatever it sent instead.
///
/// The body is hostile until shown otherwise: it is read up to ``limit``, and control characters do not reach the terminal.
/// - Source: distribution-spec v1.1 "Error Codes".
struct RegistryComplaint: Equatable, Sendable {
    /// In upper case, as `NAME_UNKNOWN`; nil when the body names none.
    let code: String?
    let message: String?

    /// In bytes; what follows is not read.
    static let limit = 64 << 10
    /// In characters; longer messages are cut.
    static let messageLimit = 600

    init(_ body: [UInt8]) {
        // A body that was cut at the limit is no JSON any more: then, as for an HTML page, its beginning is the message.
        guard let list = try? CanonicalJSON.decode(ErrorList.self, from: body, limit: Self.limit), let first = list.first else {
            code = nil
            message = Self.shown(String(decoding: body.prefix(4 * Self.messageLimit), as: UTF8.self))
            return
        }
        code = first.code.flatMap(Self.shown)
        let detail = first.detail.flatMap(Self.shown)
        message = first.message.flatMap(Self.shown) ?? detail
    }

    /// Code and message as they are shown: `DENIED: requested access is denied`; nil when there is neither.
    var text: String? {
        let parts = [code, message].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: ": ")
    }

    /// Whether code or message hold `words`, in any case.
    func mentions(_ words: String) -> Bool { text?.lowercased().contains(words) ?? false }

    /// One line without control characters, cut at ``messageLimit``; nil when nothing is left, or for a page of HTML.
    private static func shown(_ text: String) -> String? {
        let scalars = text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }
        let line = String(String.UnicodeScalarView(scalars)).split(separator: " ").joined(separator: " ")
        guard !line.isEmpty, !line.hasPrefix("<") else { return nil }
        return line.count > messageLimit ? line.prefix(messageLimit) + "..." : line
    }
}

/// The shapes that registries give their errors: the specification's list, or one object of `message` or `details`.
private struct ErrorList: Decodable {
    struct Item: Decodable {
        let code: String?
        let message: String?
        let detail: String?

        enum CodingKeys: String, CodingKey { case code, message, detail, details }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            code = try? fields.decode(String.self, forKey: .code)
            message = try? fields.decode(String.self, forKey: .message)
            detail = (try? fields.decode(String.self, forKey: .detail)) ?? (try? fields.decode(String.self, forKey: .details))
        }
    }

    let first: Item?

    enum CodingKeys: String, CodingKey { case errors }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        first = try (try? fields.decode([Item].self, forKey: .errors))?.first ?? Item(from: decoder)
    }
}

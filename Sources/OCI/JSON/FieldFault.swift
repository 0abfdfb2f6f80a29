/// Why a field of a document was refused, in words for people; travels inside a `DecodingError`, which knows the place.
struct FieldFault: Error {
    let why: String

    static let numberDoesNotFit = "it is not a whole number of at most 64 bits"

    static func at(_ path: [any CodingKey], _ why: String) -> DecodingError {
        .dataCorrupted(.init(codingPath: path, debugDescription: why, underlyingError: FieldFault(why: why)))
    }

    /// What a decoder's error says, without the words of its machinery: `layers[2].size must be an integer`.
    static func explanation(of error: any Error) -> String {
        switch error as? DecodingError {
        case .keyNotFound(let key, let context):
            return "\(place(context.codingPath + [key])) is missing"
        case .typeMismatch(let type, let context):
            return "\(place(context.codingPath)) must be \(name(of: type))"
        case .valueNotFound(let type, let context):
            return "\(place(context.codingPath)) must be \(name(of: type)), not null"
        case .dataCorrupted(let context):
            let why = (context.underlyingError as? FieldFault)?.why ?? numberDoesNotFit
            return context.codingPath.isEmpty ? why : "\(place(context.codingPath)): \(why)"
        default: return "\(error)"
        }
    }

    private static func place(_ path: [any CodingKey]) -> String {
        guard !path.isEmpty else { return "the document" }
        return path.reduce(into: "") { text, key in
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += (text.isEmpty ? "" : ".") + key.stringValue
            }
        }
    }

    private static func name(of type: any Any.Type) -> String {
        switch type {
        case is String.Type: "a string"
        case is Bool.Type: "true or false"
        case is any BinaryInteger.Type: "an integer"
        default: "\(type)".hasPrefix("Array") ? "a list" : "an object"
        }
    }
}

/// What a server says in `Retry-After`.
/// - Source: RFC 9110 section 10.2.3; dates in any of the three forms of section 5.6.7.
package enum RetryAfter: Hashable, Sendable {
    case delay(Duration)
    /// Seconds since 1970.
    case date(Int64)

    /// Nil when the value is neither a number of seconds nor a date. A number beyond a day is taken as a day.
    package init?(_ value: String) {
        let text = value.trimmed
        if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            self = .delay(.seconds(min(Int64(text) ?? .max, 86_400)))
        } else if let seconds = HTTPDate.seconds(text) {
            self = .date(seconds)
        } else {
            return nil
        }
    }

    /// How long to wait from `now` (seconds since 1970); never negative.
    package func delay(from now: Int64) -> Duration {
        switch self {
        case .delay(let duration): duration
        case .date(let date): .seconds(min(max(0, date.subtractingReportingOverflow(now).partialValue), 86_400))
        }
    }
}

extension StringProtocol {
    /// Without spaces and tabs at both ends.
    var trimmed: String {
        let isBlank = { (character: Character) in character == " " || character == "\t" }
        return String(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }
}

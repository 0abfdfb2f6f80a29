import FoundationEssentials
import JSON

/// A moment of virtual time, to the millisecond.
struct Moment: Hashable, Comparable {
    var milliseconds: Int64

    static let never = Moment(milliseconds: .max)

    static func < (a: Moment, b: Moment) -> Bool { a.milliseconds < b.milliseconds }

    /// So many seconds later.
    static func + (moment: Moment, seconds: Int) -> Moment { Moment(milliseconds: moment.milliseconds + Int64(seconds) * 1000) }

    /// As AWS's JSON services write it: seconds since 1970 with a fraction.
    var json: JSONValue { .decimal(Decimal(milliseconds) / 1000) }
}

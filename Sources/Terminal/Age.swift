/// How long ago something was, in one unit: what people take in at a glance.
package enum Age {
    /// `45 s`, `12 min`, `3 h`, `6 d`
    package static func text(seconds: Double) -> String {
        let total = Int(max(0, min(seconds, 1e12)))
        switch total {
        case ..<100: return "\(total) s"
        case ..<(100 * 60): return "\(total / 60) min"
        case ..<(48 * 3600): return "\(total / 3600) h"
        default: return "\(total / 86400) d"
        }
    }
}

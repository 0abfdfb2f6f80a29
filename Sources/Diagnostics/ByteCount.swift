/// A number of bytes as people read it: `459 B`, `18.0 MB`, `1.25 GB`; powers of 1000, as disks and networks count.
package struct ByteCount: Sendable, Equatable, CustomStringConvertible {
    package let bytes: Int64

    package init(_ bytes: Int64) { self.bytes = bytes }

    package var description: String {
        var value = Double(bytes)
        var unit = 0
        let units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"]
        // 999.95 would be printed as 1000.0: it belongs to the next unit.
        while abs(value) >= (unit == 0 ? 1000 : 999.95), unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        return unit == 0 ? "\(bytes) B" : "\(FixedPoint.text(value, decimals: 1)) \(units[unit])"
    }
}

/// A length of time as people read it: `40 ms`, `3.1 s`, `2 min 05 s`.
package struct ElapsedTime: Sendable, CustomStringConvertible {
    package let duration: Duration

    package init(_ duration: Duration) { self.duration = duration }

    package var description: String {
        let (seconds, attoseconds) = duration.components
        let value = Double(seconds) + Double(attoseconds) / 1e18
        if value < 1 { return "\(Int64((value * 1000).rounded())) ms" }
        if value < 60 { return FixedPoint.text(value, decimals: 1) + " s" }
        let rest = Int(seconds % 60)
        return "\(seconds / 60) min \(rest < 10 ? "0" : "")\(rest) s"
    }
}

private enum FixedPoint {
    /// `value` rounded to so many decimals, without Foundation's formatters and their locale.
    static func text(_ value: Double, decimals: Int) -> String {
        let scale = (0..<decimals).reduce(1.0) { result, _ in result * 10 }
        let scaled = Int64((abs(value) * scale).rounded())
        let digits = String(scaled % Int64(scale))
        let padding = String(repeating: "0", count: decimals - digits.count)
        return "\(value < 0 ? "-" : "")\(scaled / Int64(scale)).\(padding)\(digits)"
    }
}

/// How long a request may take.
package struct Timeouts: Hashable, Sendable {
    /// Name, connection and TLS handshake together.
    package var connect: Duration
    /// Without a byte in either direction, or four times this with next to none; time during which the caller makes the
    /// connection wait is not counted.
    package var stall: Duration
    /// From start to last byte, waits included; nil for no limit.
    package var total: Duration?

    package init(connect: Duration = .seconds(15), stall: Duration = .seconds(30), total: Duration? = nil) {
        self.connect = connect
        self.stall = stall
        self.total = total
    }
}

extension Duration {
    /// Whole milliseconds, at least 1 and at most a day: what libcurl takes, where 0 would mean "no limit".
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        guard seconds < 86_400 else { return 86_400_000 }
        return max(1, Int(max(seconds, 0)) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
    }
}

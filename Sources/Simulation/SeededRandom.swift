/// Chance that is the same for the same seed.
/// - Source: SplitMix64, Steele, Lea and Flood 2014.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }

    /// From 0 to below 1.
    mutating func fraction() -> Double { Double(next() >> 11) / Double(1 << 53) }

    /// `count` lower-case hexadecimal digits.
    mutating func hex(_ count: Int) -> String { text(count, "0123456789abcdef") }

    /// `count` decimal digits, the first not 0.
    mutating func digits(_ count: Int) -> String { text(1, "123456789") + text(count - 1, "0123456789") }

    /// `count` characters as in the names of service deployments.
    mutating func word(_ count: Int) -> String {
        text(count, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
    }

    /// `4a111112-ba11-4111-9136-19111116a0e3`
    mutating func uuid() -> String { "\(hex(8))-\(hex(4))-4\(hex(3))-9\(hex(3))-\(hex(12))" }

    private mutating func text(_ count: Int, _ alphabet: String) -> String {
        let letters = Array(alphabet.utf8)
        return String(decoding: (0..<count).map { _ in letters[Int(next() % UInt64(letters.count))] }, as: UTF8.self)
    }
}

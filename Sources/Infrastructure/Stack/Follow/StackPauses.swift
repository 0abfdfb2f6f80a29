/// How long to wait between two looks: shorter at first, as small changes are done at once.
struct StackPauses {
    private var length = Duration.milliseconds(500)
    private static let longest = Duration.seconds(4)

    /// - Parameter chance: from 0 to below 1: several that wait must not ask at once.
    mutating func next(_ chance: Double) -> Duration {
        defer { length = min(length * 1.5, Self.longest) }
        return length * (0.9 + chance / 5)
    }
}

/// How much is said, and how it may look.
package struct OutputStyle: Sendable, Equatable {
    package enum Amount: Sendable { case quiet, normal, verbose }

    package let amount: Amount
    /// Whether colours may be used: a terminal, no `NO_COLOR`, not `TERM=dumb`.
    package let hasColor: Bool
    /// Whether a line may be drawn again: a terminal that is not dumb.
    package let hasMovingLine: Bool

    package init(amount: Amount, hasColor: Bool, hasMovingLine: Bool) {
        self.amount = amount
        self.hasColor = hasColor
        self.hasMovingLine = hasMovingLine
    }

    /// What the environment allows for standard error.
    /// - Source: no-color.org; `TERM=dumb` as terminfo defines it; `CI` as the CI systems set it.
    package init(amount: Amount, isTerminal: Bool, environment: [String: String]) {
        let isCapable = isTerminal && environment["TERM"] != "dumb"
        self.init(
            amount: amount, hasColor: isCapable && environment["NO_COLOR", default: ""].isEmpty,
            hasMovingLine: isCapable && environment["CI", default: ""].isEmpty)
    }
}

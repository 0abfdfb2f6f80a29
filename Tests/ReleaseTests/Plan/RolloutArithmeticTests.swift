import Testing

@testable import Release

@Suite struct `The arithmetic of a rollout` {
    @Test func `agrees with playing it task by task`() {
        for desired in 0...12 {
            for minimum in stride(from: 0, through: 100, by: 5) {
                for maximum in stride(from: 100, through: 200, by: 5) {
                    let arithmetic = RolloutArithmetic(desired: desired, minimumPercent: minimum, maximumPercent: maximum)
                    #expect(
                        arithmetic.canProgress == Self.finishes(desired, minimum, maximum), "\(desired) tasks, \(minimum) to \(maximum) %")
                }
            }
        }
    }

    @Test func `needs just enough room, above or below`() {
        for desired in 1...300 {
            let lower = RolloutArithmetic(desired: desired, minimumPercent: 100, maximumPercent: 100).neededMinimum
            #expect(RolloutArithmetic(desired: desired, minimumPercent: lower, maximumPercent: 100).canProgress)
            #expect(!RolloutArithmetic(desired: desired, minimumPercent: lower + 1, maximumPercent: 100).canProgress)
            let needed = RolloutArithmetic(desired: desired, minimumPercent: 100, maximumPercent: 100).neededMaximum
            #expect(RolloutArithmetic(desired: desired, minimumPercent: 100, maximumPercent: needed).canProgress)
            #expect(!RolloutArithmetic(desired: desired, minimumPercent: 100, maximumPercent: needed - 1).canProgress)
        }
    }

    @Test func `does not overflow`() {
        let arithmetic = RolloutArithmetic(desired: .max, minimumPercent: 100, maximumPercent: 200)
        #expect(arithmetic.most > 0)
        #expect(RolloutArithmetic(desired: .min, minimumPercent: .max, maximumPercent: .min).canProgress)
    }

    /// Starts and stops tasks, one at a time, as long as the percentages allow: are all replaced in the end?
    private static func finishes(_ desired: Int, _ minimum: Int, _ maximum: Int) -> Bool {
        var (old, new) = (desired, 0)
        for _ in 0..<(4 * desired + 4) {
            if old == 0, new == desired { return true }
            if new < desired, Double(old + new + 1) * 100 <= Double(desired * maximum) {
                new += 1
            } else if old > 0, Double(old + new - 1) * 100 >= Double(desired * minimum) {
                old -= 1
            } else {
                return false
            }
        }
        return old == 0 && new == desired
    }
}

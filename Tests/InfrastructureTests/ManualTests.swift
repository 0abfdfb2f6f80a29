import Foundation
import TestSupport
import Testing

/// What the manual shows of failures is what golden files hold: those are compared with the program's own words.
@Suite struct `The manual of stacks` {
    @Test func `shows what the program says`() throws {
        let manual = try String(contentsOf: Checkout.root.appendingPathComponent("docs/infra.md"), encoding: .utf8)
        let blocks = manual.matches(of: /<!-- golden: ([a-z-]+) -->\n```console\n((?:.*\n)+?)```/)
        #expect(blocks.count >= 2)
        for block in blocks {
            let golden = Checkout.tests.appendingPathComponent("InfrastructureTests/Golden/stack/\(block.1).txt")
            #expect(try String(contentsOf: golden, encoding: .utf8) == String(block.2), "\(block.1)")
        }
    }
}

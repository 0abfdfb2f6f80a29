import AWS
import Diagnostics
import HTTP
import Release

/// Follows what CloudFormation does with a stack to its end.
struct StackWatch {
    private let stacks: CloudFormationClient
    private let clock: RetryClock
    private let reporter: any Reporter
    private let observe: StackObserver
    /// The stack's ARN: by its name a deleted one is not found.
    private let stack: String
    /// The newest event that is known.
    private var known: String?
    private var pauses = StackPauses()
    private var troubledSince: Duration?
    /// Looks in a row that showed nothing new.
    private var quietLooks = 0
    /// Everything of the operation so far, oldest first.
    private(set) var steps: [StackStep] = []

    private static let quietLimit = 5

    /// How long AWS may be out of reach before the stack is given up as out of sight.
    private static let patience = Duration.seconds(300)

    /// - Parameter known: the id of the last event before the operation; nil for all that there are.
    init(_ stack: String, after known: String?, _ engine: StackEngine) {
        self.stack = stack
        self.known = known
        stacks = engine.stacks
        clock = engine.clock
        reporter = engine.reporter
        observe = engine.observe
    }

    /// Watches an operation that somebody has begun, from its beginning.
    init(underWay stack: String, _ engine: StackEngine) async throws {
        self.init(stack, after: nil, engine)
        let events = try await stacks.describeStackEvents(stack)
        if let start = events.firstIndex(where: { $0.isOfStack && Self.begins($0) }), start + 1 < events.count {
            known = events[start + 1].id
        }
    }

    /// The newest event of a stack, which marks where the next operation begins; nil for a stack without any.
    static func mark(_ stack: String, _ engine: StackEngine) async throws -> String? {
        try await engine.stacks.describeStackEvents(stack, limit: 1).first?.id
    }

    /// Ways back are the second half of what went before.
    private static func begins(_ event: StackEvent) -> Bool {
        ["CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "DELETE_IN_PROGRESS", "IMPORT_IN_PROGRESS", "REVIEW_IN_PROGRESS"]
            .contains(event.status ?? "")
    }

    /// Waits until the stack comes to rest, and tells each event on the way.
    /// - Returns: the state that it came to rest in.
    /// - Throws: `CancellationError`: CloudFormation goes on all the same.
    mutating func follow() async throws -> String {
        while true {
            if let status = try await look() { return status }
            try await clock.sleep(pauses.next(clock.random()))
        }
    }

    /// Asks once; the state of the stack when it is at rest.
    private mutating func look() async throws -> String? {
        do {
            let events = try await stacks.describeStackEvents(stack, after: known)
            troubledSince = nil
            known = events.first?.id ?? known
            for event in events.reversed() {
                let step = StackStep(event)
                steps.append(step)
                observe(step)
            }
            quietLooks = events.isEmpty ? quietLooks + 1 : 0
            if let end = events.first(where: \.isOfStack)?.status, !end.hasSuffix("_IN_PROGRESS") { return end }
            return quietLooks % Self.quietLimit == Self.quietLimit - 1 ? try await stateWithoutEvents() : nil
        } catch let error as AWSError where AccessTrouble(error) == .passing {
            let since = troubledSince ?? clock.elapsed()
            if troubledSince == nil {
                reporter.warn(
                    "AWS does not answer at the moment; the stack goes on, and is looked at again",
                    hint: [error.summary, error.reason].compactMap(\.self).joined(separator: ": "))
            }
            troubledSince = since
            if clock.elapsed() - since > Self.patience { throw error }
            return nil
        }
    }

    /// The state of a stack that came to rest, or went, without an event that says so; nil while it is at work, or has not begun.
    private func stateWithoutEvents() async throws -> String? {
        guard let status = try await stacks.describeStack(stack)?.status else { return "DELETE_COMPLETE" }
        let isAtRest = !status.hasSuffix("_IN_PROGRESS") && !steps.isEmpty
        return isAtRest || status == "DELETE_COMPLETE" ? status : nil
    }
}

import AWS
import Configuration
import Diagnostics
import HTTP
import Synchronization

@testable import Infrastructure

/// The stack of a project with two images, in an account that answers what the test says; time passes at once.
final class StackScene: Sendable {
    let aws: CannedAWS
    let engine: StackEngine
    let clock = Passing()
    private let steps: Recorder<StackStep>
    private let words: Recorder<String>
    private let questions = Recorder<String>()

    /// How much time the engine has let pass.
    final class Passing: Sendable {
        private let state = Mutex<(looks: Int, time: Duration)>((0, .zero))

        var time: Duration { state.withLock(\.time) }

        func pass(_ duration: Duration) throws {
            let looks = state.withLock { state in
                state.time += duration
                state.looks += 1
                return state.looks
            }
            // A test that waits for what never comes fails.
            if looks > 500 { throw Endless() }
        }
    }

    struct Endless: Error {}

    static let file = """
        version: 1
        project: llm-chat
        registry: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/llm-chat
        images: {backend: {base: scratch}, frontend: {base: scratch}}
        """

    init(_ answers: [String: CannedAWS.Answer], file: String = StackScene.file, sleep: (@Sendable () async throws -> Void)? = nil) throws {
        aws = CannedAWS(answers)
        let clock = clock, seen = Recorder<StackStep>(), told = Recorder<String>()
        self.steps = seen
        self.words = told
        let project = try ProjectFile.load(text: file, file: "imgship.yaml", environment: nil)
        let retry = RetryClock(
            sleep: {
                try Task.checkCancellation()
                try clock.pass($0)
                try await sleep?()
            }, random: { 0.5 }, secondsSince1970: { 0 }, elapsed: { clock.time })
        engine = try StackEngine(
            project, try Infrastructure.template(of: project, read: Sample.read), try aws.client(), account: "123456789012", clock: retry,
            reporter: told, observe: { seen.add($0) })
    }

    /// What was told of the stack.
    var told: [StackStep] { steps.all }
    /// Lines and warnings.
    var said: [String] { words.all }
    var questioned: [String] { questions.all }

    /// Says yes, and writes the question down.
    var yes: StackConsent {
        let questions = questions
        return { question in
            switch question {
            case .carryOut(let planned): questions.add("carry out \(planned.changes.count)")
            case .deleteRemains(let status): questions.add("delete \(status)")
            case .goOnTakingBack(let skipped): questions.add("take back but \(skipped)")
            case .destroy(let found): questions.add("destroy \(found.stack)")
            }
        }
    }
}

/// Keeps what it is given.
final class Recorder<Item: Sendable>: Sendable {
    private let items = Mutex<[Item]>([])
    var all: [Item] { items.withLock(\.self) }
    func add(_ item: Item) { items.withLock { $0.append(item) } }
}

extension Recorder: Reporter where Item == String {
    func report(_ event: ProgressEvent) {
        switch event {
        case .step(let line), .detail(let line): add(line)
        case .warning(let warning): add("warning: \(warning.summary)")
        case .started, .advanced, .ended: break
        }
    }
}

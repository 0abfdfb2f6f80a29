import Diagnostics
import Synchronization
import Testing

@Suite struct `A reporter` {
    final class Recorder: Reporter {
        let events = Mutex<[ProgressEvent]>([])
        func report(_ event: ProgressEvent) { events.withLock { $0.append(event) } }
    }

    @Test func `has a word for each kind of line`() {
        let recorder = Recorder()
        let place = Diagnostics.SourceLocation(file: "imgship.lock")
        recorder.step("build frontend")
        recorder.detail("layer 1 of 3")
        recorder.warn("old lock", hint: "run `imgship lock`", at: place)
        let expected: [ProgressEvent] = [
            .step("build frontend"), .detail("layer 1 of 3"), .warning(Warning("old lock", hint: "run `imgship lock`", location: place)),
        ]
        #expect(recorder.events.withLock { $0 } == expected)
    }
}

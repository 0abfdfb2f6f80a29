import Diagnostics
import Synchronization

/// Tells a reporter how far one download is.
final class DownloadProgress: Sendable {
    private let id: String
    private let reporter: any Reporter
    private let done = Mutex<Int64>(0)

    init(_ artifact: LockedArtifact, _ reporter: any Reporter) {
        id = "download \(artifact.digest)"
        self.reporter = reporter
        reporter.report(.started(id: id, title: "\(artifact.name) \(artifact.version)", total: artifact.size))
    }

    func advance(by count: Int) {
        done.withLock { $0 += Int64(count) }
        reporter.report(.advanced(id: id, by: Int64(count)))
    }

    /// What came so far was in vain: the count goes back.
    func restart() {
        let vain = done.withLock { done in
            defer { done = 0 }
            return done
        }
        if vain != 0 { reporter.report(.advanced(id: id, by: -vain)) }
    }

    func note(_ line: String) { reporter.detail(line) }

    func end() { reporter.report(.ended(id: id)) }
}

import Glibc
import Synchronization
import Terminal

/// What Ctrl-C means while a rollout is under way: at a terminal it is asked, elsewhere the rollout is left running.
final class RolloutQuestion: Sendable {
    private let view: RolloutView
    private let isAttended: Bool
    private let offersWayBack: Bool
    private let answer = Mutex(false)
    /// Held while the question is open.
    private let asking = Mutex(())

    /// - Parameters:
    ///   - isAttended: whether somebody sits at the terminal.
    ///   - offersWayBack: whether it can be taken back: a way back cannot.
    init(view: RolloutView, isAttended: Bool, offersWayBack: Bool) {
        self.view = view
        self.isAttended = isAttended
        self.offersWayBack = offersWayBack
    }

    /// Whether the user wants everything back as it was.
    var wantsWayBack: Bool { answer.withLock { $0 } }

    /// Asks what a signal is to do.
    /// - Returns: whether all goes on as if it had not come.
    func goesOn(_ signal: Int32) -> Bool {
        guard signal == SIGINT, isAttended, let prompt = SecretPrompt() else { return false }
        return asking.withLock { _ in view.holding { ask(prompt) } }
    }

    /// Waits for the answer where the rollout was over before it: the terminal is not left as a question makes it.
    func settle() { asking.withLock { _ in } }

    private func ask(_ prompt: SecretPrompt) -> Bool {
        while true {
            let words =
                offersWayBack ? "stop and roll back (s), leave it running (l), or continue (c)?" : "leave it running (l), or continue (c)?"
            // Ctrl-C once more, or the end of the input: whoever goes away stops nothing.
            guard let line = (try? prompt.secret("\n\(words) ")) ?? nil else { return false }
            switch line.exposed.lowercased() {
            case "s" where offersWayBack:
                answer.withLock { $0 = true }
                return false
            case "l": return false
            case "c": return true
            default: continue
            }
        }
    }
}

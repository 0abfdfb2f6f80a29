import Diagnostics

extension Reading {
    /// The signals of Linux, by the names that runtimes know.
    /// - Source: signal(7); `SIGRTMIN+n` and `SIGRTMAX-n` as moby/sys/signal takes them.
    static let signals = [
        "SIGABRT", "SIGALRM", "SIGBUS", "SIGCHLD", "SIGCONT", "SIGFPE", "SIGHUP", "SIGILL", "SIGINT", "SIGIO", "SIGKILL", "SIGPIPE",
        "SIGPROF", "SIGPWR", "SIGQUIT", "SIGSEGV", "SIGSTKFLT", "SIGSTOP", "SIGSYS", "SIGTERM", "SIGTRAP", "SIGTSTP", "SIGTTIN", "SIGTTOU",
        "SIGURG", "SIGUSR1", "SIGUSR2", "SIGVTALRM", "SIGWINCH", "SIGXCPU", "SIGXFSZ",
    ]

    /// A signal's name or number, as written.
    func signal(_ node: Node) -> String? {
        guard let text = word(node, "a signal such as SIGTERM") else { return nil }
        if Self.signals.contains(text) { return text }
        if text.utf8.allSatisfy(Names.isDigit), let number = Int(text), (1...64).contains(number) { return text }
        for limit in ["SIGRTMIN", "SIGRTMAX"] where text.hasPrefix(limit) {
            let rest = text.dropFirst(limit.count)
            let sign: Character = limit == "SIGRTMIN" ? "+" : "-"
            if rest.isEmpty || rest.first == sign && UInt(rest.dropFirst()).map({ $0 <= 30 }) == true { return text }
        }
        let hint =
            NearestName.suggestion(for: text, among: Self.signals).map { ", did you mean '\($0)'?" } ?? ": use a name such as SIGTERM"
        report(node, "unknown signal '\(text.shortened)'" + hint)
        return nil
    }
}

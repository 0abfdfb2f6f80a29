/// What the commands of maintainer scripts mean for an image that never ran them.
enum KnownCommands {
    /// Whether leaving the command out is right: it changes nothing, or nothing that an image misses.
    static func understands(_ command: ShellCommand) -> Bool {
        guard command.outputs.isEmpty else { return false }
        if doesNothing(command) || omitted.contains(command.name) { return true }
        let words = command.words.map(\.text)
        return switch command.name {
        case "update-alternatives": !words.contains("--install") || Alternative(command) != nil
        // Diversions to .usr-is-merged keep older packages from removing a file that moved into /usr.
        case "dpkg-divert":
            words.contains { $0.hasPrefix("--list") || $0 == "--truename" || $0 == "--remove" || $0.hasSuffix(".usr-is-merged") }
        case "dpkg-statoverride": words.contains("--list")
        case "systemctl": !words.contains("enable")
        case "rm", "rmdir": true
        case let name where name.hasPrefix("python3"): words.contains { $0.hasSuffix("py_compile.py") || $0.hasSuffix("compileall.py") }
        case let name where name.hasPrefix("db_"): true
        default: false
        }
    }

    /// Whether the command only decides, reads or prints.
    static func doesNothing(_ command: ShellCommand) -> Bool {
        guard command.outputs.isEmpty else { return false }
        switch command.name {
        case "", "dpkg": return !command.words.contains { ["-i", "--install", "--configure"].contains($0.text) }
        case "sed": return !command.words.contains { $0.text.hasPrefix("-i") || $0.text.hasPrefix("--in-place") }
        case "find": return !command.words.contains { ["-delete", "-exec", "-execdir", "-ok"].contains($0.text) }
        case ".", "source": return command.words.contains { $0.text.hasSuffix("/debconf/confmodule") }
        case "command": return command.words.contains { $0.text == "-v" }
        default: return harmless.contains(command.name)
        }
    }

    private static let harmless: Set<String> = [
        // the shell's own
        ":", "[", "break", "cd", "continue", "echo", "exit", "export", "false", "getopts", "hash", "local", "printf", "pwd", "read",
        "return",
        "set", "shift", "test", "times", "trap", "true", "type", "umask", "unset", "wait",
        // readers and filters
        "arch", "awk", "basename", "cat", "cmp", "comm", "cut", "date", "diff", "dirname", "egrep", "expr", "fgrep", "file", "getconf",
        "getent", "grep", "head", "hostname", "id", "ischroot", "ls", "md5sum", "nproc", "paste", "readlink", "realpath", "sleep", "sort",
        "stat", "tail", "tr", "tty", "uname", "uniq", "wc", "which",
        // dpkg's readers
        "dpkg-architecture", "dpkg-query", "dpkg-realpath",
    ]

    /// Commands with an effect that is left out on purpose.
    private static let omitted: Set<String> = [
        // moves files of older versions; there is no older version
        "dpkg-maintscript-helper",
        // told to packages that act on it themselves
        "dpkg-trigger",
        // Debian's loader finds libraries without the cache
        "ldconfig",
        // byte code: Python runs without
        "py3compile", "pycompile", "py3clean", "pyclean", "pypy3compile",
        // services: a container has no init
        "deb-systemd-helper", "deb-systemd-invoke", "invoke-rc.d", "service", "update-rc.d",
        // menus and desktops
        "update-menus", "update-desktop-database",
        // the bundle is made from the certificates of every package
        "update-ca-certificates",
        // security labels, which layers do not hold
        "restorecon", "selinuxenabled",
        // shells that chsh may offer
        "add-shell", "update-shells",
        // other programs' byte code by binfmt_misc
        "update-binfmts",
    ]
}

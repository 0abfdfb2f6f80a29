/// Finds the simple commands that a script can run, given the arguments it is called with.
///
/// Branches that these arguments rule out are passed over: most of what maintainer scripts do is for upgrades. A branch that depends on
/// anything else counts as taken. Functions count where they are called.
/// - Source: POSIX.1-2017, "Shell Command Language", section 2.10 "Shell Grammar".
struct ShellWalker {
    private let tokens: [ShellTokenizer.Token]
    /// The positional parameters; nil where only the script's run could say. They change inside functions.
    private var arguments: [String?]
    private var index = 0
    private var depth = 0
    private var steps = 0
    /// Where the bodies of functions begin.
    private var functions: [String: Int] = [:]
    private var active: Set<String> = []
    private(set) var commands: [ShellCommand] = []
    /// False when the script is nested too deeply, or calls itself too often, to be looked at in full.
    private(set) var isComplete = true

    private static let deepest = 200
    private static let longest = 200_000
    private static let redirections: Set<String> = [">", ">>", ">|", ">&", "<", "<<", "<<-", "<&", "<>"]

    /// - Parameter arguments: what `$1`, `$2` and so on are; missing ones are empty.
    init(_ text: String, arguments: [String]) {
        tokens = ShellTokenizer.tokens(of: text)
        self.arguments = arguments
        while index < tokens.count {
            let before = index
            list(isLive: true, until: [])
            // A stray closing word: what follows still has to be seen.
            if index == before { index += 1 }
        }
    }

    private var current: ShellTokenizer.Token? { index < tokens.count ? tokens[index] : nil }

    /// The unquoted text of the word at `index`, when it can be a keyword.
    private var keyword: String? {
        guard case .word(let word)? = current, word.isLiteral else { return nil }
        return word.text
    }

    private static let closing: Set<String> = ["then", "else", "elif", "fi", "do", "done", "esac", "}"]

    /// Walks commands up to a closing word or mark; the verdict is that of the last pipeline.
    @discardableResult
    private mutating func list(isLive: Bool, until marks: Set<String>) -> Bool? {
        var verdict: Bool? = true
        var runs = isLive
        while let token = current {
            switch token {
            case .mark(let mark) where marks.contains(mark) || mark == ";;" || mark == ")": return verdict
            case .mark("&&"):
                if verdict == false { runs = false }
                index += 1
            case .mark("||"):
                if runs, verdict == true { runs = false } else if verdict == false { runs = isLive }
                index += 1
            case .mark(let mark) where mark != "(" && !Self.redirections.contains(mark):
                if mark != "|" { runs = isLive }
                index += 1
            default:
                if let keyword, Self.closing.contains(keyword) { return verdict }
                let result = command(isLive: runs)
                if runs { verdict = result }
            }
        }
        return verdict
    }

    private mutating func command(isLive: Bool) -> Bool? {
        depth += 1
        steps += 1
        defer { depth -= 1 }
        guard depth < Self.deepest, steps < Self.longest else {
            index = tokens.count
            isComplete = false
            return nil
        }
        if current == .mark("(") {
            index += 1
            let verdict = list(isLive: isLive, until: [")"])
            index += 1
            return verdict
        }
        switch keyword {
        case "if": return conditional(isLive: isLive)
        case "while", "until", "for": return loop(isLive: isLive)
        case "case": return selection(isLive: isLive)
        case "{":
            index += 1
            let verdict = list(isLive: isLive, until: [])
            skip("}")
            return verdict
        case "!":
            index += 1
            return command(isLive: isLive).map { !$0 }
        default: return simple(isLive: isLive)
        }
    }

    private mutating func conditional(isLive: Bool) -> Bool? {
        var pending = isLive
        while keyword == "if" || keyword == "elif" {
            index += 1
            let verdict = list(isLive: pending, until: [])
            skip("then")
            list(isLive: pending && verdict != false, until: [])
            if verdict == true { pending = false }
        }
        if keyword == "else" {
            index += 1
            list(isLive: pending, until: [])
        }
        skip("fi")
        return nil
    }

    private mutating func loop(isLive: Bool) -> Bool? {
        if keyword == "for" {
            while let token = current, token != .mark("\n"), token != .mark(";"), keyword != "do" { index += 1 }
        } else {
            index += 1
        }
        list(isLive: isLive, until: [])
        skip("do")
        list(isLive: isLive, until: [])
        skip("done")
        return nil
    }

    private mutating func selection(isLive: Bool) -> Bool? {
        index += 1
        var subject: String?
        if case .word(let word)? = current { subject = ShellTest.expand(word, arguments) }
        if current != nil { index += 1 }
        while current == .mark("\n") { index += 1 }
        skip("in")
        var pending = isLive
        while current != nil, keyword != "esac" {
            let matches = patterns(subject)
            list(isLive: pending && matches != false, until: [";;"])
            if matches == true { pending = false }
            if current == .mark(";;") { index += 1 } else if keyword != "esac" { index += 1 }
            while current == .mark("\n") { index += 1 }
        }
        skip("esac")
        return nil
    }

    /// Reads `a|b)`: whether one of the patterns matches, nil when only the script's run could say.
    private mutating func patterns(_ subject: String?) -> Bool? {
        var matches: Bool? = false
        while let token = current, token != .mark(")"), keyword != "esac" {
            index += 1
            guard case .word(let word) = token else { continue }
            if word.text == "*" {
                matches = true
            } else if let subject, word.isLiteral {
                if word.text == subject { matches = true }
            } else if matches == false {
                matches = nil
            }
        }
        if current == .mark(")") { index += 1 }
        return matches
    }

    private mutating func skip(_ word: String) {
        if keyword == word { index += 1 }
    }

    /// Walks one simple command, or a function's definition.
    private mutating func simple(isLive: Bool) -> Bool? {
        var command = ShellCommand(words: [], outputs: [])
        while let token = current {
            if case .mark(let mark) = token {
                if mark == "(", let name = command.words.first?.text { return define(name) }
                guard Self.redirections.contains(mark) else { break }
                redirect(mark, &command)
                continue
            }
            guard case .word(let word) = token else { break }
            index += 1
            if command.words.isEmpty, Self.isAssignment(word.text) { continue }
            command.words.append(word)
        }
        guard isLive, !(command.words.isEmpty && command.outputs.isEmpty) else { return nil }
        if let body = functions[command.name], active.insert(command.name).inserted {
            call(body, with: command)
            active.remove(command.name)
            return nil
        }
        commands.append(command)
        if command.name == "shift" || (command.name == "set" && command.words.dropFirst().first?.text == "--") { arguments = Self.unknown }
        return ShellTest.verdict(on: command, arguments)
    }

    private mutating func call(_ body: Int, with command: ShellCommand) {
        let (place, parameters) = (index, arguments)
        index = body
        let given = command.words.dropFirst()
        arguments =
            given.contains { $0.text.contains("$@") || $0.text.contains("$*") }
            ? Self.unknown : given.map { ShellTest.expand($0, parameters) }
        _ = self.command(isLive: true)
        (index, arguments) = (place, parameters)
    }

    private static let unknown = [String?](repeating: nil, count: 9)

    private mutating func define(_ name: String) -> Bool? {
        while current == .mark("(") || current == .mark(")") || current == .mark("\n") { index += 1 }
        functions[name] = index
        _ = command(isLive: false)
        return nil
    }

    private mutating func redirect(_ mark: String, _ command: inout ShellCommand) {
        index += 1
        // `2>` arrives as the word 2 and the mark.
        if let last = command.words.last, last.isLiteral, last.text.count == 1, last.text.allSatisfy(\.isNumber) {
            command.words.removeLast()
        }
        guard case .word(let target)? = current else { return }
        index += 1
        guard mark.hasPrefix(">"), mark != ">&", target.text != "/dev/null" else { return }
        command.outputs.append(target.text)
    }

    private static func isAssignment(_ word: String) -> Bool {
        guard let equals = word.firstIndex(of: "="), equals != word.startIndex else { return false }
        return word[..<equals].utf8.allSatisfy {
            $0 == 0x5f || (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0)
        }
    }
}

/// One command a package brings: `uvicorn = uvicorn.main:main` makes `bin/uvicorn`.
/// - Source: packaging.python.org, "Entry points specification".
struct EntryPoint: Hashable {
    let name: String
    /// `uvicorn.main`.
    let module: String
    /// What is called in the module: `main`, or `App.run`.
    let function: String

    /// The commands of an `entry_points.txt`: its `console_scripts` and `gui_scripts`.
    ///
    /// Of two lines with one name the last counts, as in pip. Other groups are for programs to look up and make no files.
    /// - Parameter wheel: for errors.
    /// - Throws: ``PythonError`` `.malformedWheel` for a command without a function, or a name that is not a file name.
    static func commands(in text: String, wheel: String) throws(PythonError) -> [EntryPoint] {
        var group = ""
        var commands: [String: EntryPoint] = [:]
        for rawLine in text.split(whereSeparator: \.isNewline) {
            let line = rawLine.trimmed
            if line.isEmpty || line.hasPrefix("#") || line.hasPrefix(";") { continue }
            if line.hasPrefix("["), line.hasSuffix("]") {
                group = String(line.dropFirst().dropLast().trimmed)
            } else if group == "console_scripts" || group == "gui_scripts" {
                let point = try EntryPoint(line, wheel: wheel)
                commands[group + " " + point.name] = point
            }
        }
        return commands.sorted { $0.key < $1.key }.map(\.value)
    }

    private init(_ line: Substring, wheel: String) throws(PythonError) {
        func problem(_ reason: String) -> PythonError {
            PythonError(.malformedWheel, wheel, reason: "its entry_points.txt says '\(line)', \(reason)")
        }
        guard let equals = line.firstIndex(of: "=") else { throw problem("which names no function") }
        let name = line[..<equals].trimmed
        // `module:function [extra]`: the extra says what has to be installed for it, and changes nothing here.
        let target = line[line.index(after: equals)...].prefix { $0 != "[" }.trimmed
        let parts = target.split(separator: ":", omittingEmptySubsequences: false).map { $0.trimmed }
        guard parts.count == 2, parts.allSatisfy(Self.isDottedName) else { throw problem("which is not NAME = MODULE:FUNCTION") }
        guard !name.isEmpty, name != ".", name != "..", !name.utf8.contains(where: { $0 == 0x2f || $0 == 0 }) else {
            throw problem("whose name is not a file name")
        }
        self.name = String(name)
        module = String(parts[0])
        function = String(parts[1])
    }

    init(name: String, module: String, function: String) {
        self.name = name
        self.module = module
        self.function = function
    }

    /// The script pip writes for the command.
    func script(interpreter: String) -> [UInt8] {
        let imported = function.prefix { $0 != "." }
        let text = """
            import sys
            from \(module) import \(imported)
            if __name__ == '__main__':
                sys.argv[0] = sys.argv[0].removesuffix('.exe')
                sys.exit(\(function)())

            """
        return Self.shebang(interpreter) + Array(text.utf8)
    }

    /// The first line that starts `interpreter`; through `/bin/sh` where the kernel would not take the path, as pip has it.
    static func shebang(_ interpreter: String) -> [UInt8] {
        // The kernel splits at the first blank, and Linux before 5.1 cut the line at 127 bytes.
        if !interpreter.utf8.contains(0x20), interpreter.utf8.count + 3 <= 127 { return Array("#!\(interpreter)\n".utf8) }
        let path = interpreter.utf8.contains(0x20) ? "\"\(interpreter)\"" : interpreter
        return Array("#!/bin/sh\n'''exec' \(path) \"$0\" \"$@\"\n' '''\n".utf8)
    }

    private static func isDottedName(_ text: Substring) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { word in
            !word.isEmpty && word.first?.isNumber == false && word.allSatisfy { $0 == "_" || $0.isLetter || $0.isNumber }
        }
    }
}

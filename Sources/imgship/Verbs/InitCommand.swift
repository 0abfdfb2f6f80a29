import ArgumentParser
import Bytes
import Configuration
import Diagnostics
import Discovery
import FoundationEssentials
import SystemPackage
import Terminal

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Writes a first imgship.yaml for the applications in this folder.",
        discussion: """
            imgship init              # looks at the files here, asks where images go, and writes imgship.yaml
            imgship init --yes        # asks nothing, and says what it took
            imgship init --print      # prints the file, and writes none

            Looks for requirements.txt, requirements.in, pyproject.toml, Dockerfile and docker-compose.yml, here and below,
            and into the code. Runs nothing. What it did not find, or could not take over, it says. A file that is there
            already stays.
            """)

    @OptionGroup var options: CommonOptions

    @Option(help: ArgumentHelp("The project's name; the folder's unless given.", valueName: "name"))
    var project: String?

    @Option(help: ArgumentHelp("Where images go, HOST/PATH; Amazon ECR of the account that is found unless given.", valueName: "registry"))
    var registry: String?

    @Flag(name: .shortAndLong, help: "Ask nothing: take what is proposed.")
    var yes = false

    @Flag(help: "Put the new file in the place of one that is there.")
    var force = false

    @Flag(name: .customLong("print"), help: "Print the file on standard output, and write none.")
    var printsFile = false

    mutating func validate() throws {
        if printsFile, options.json { throw ValidationError("--print and --json exclude each other") }
        if let project, ProjectDraft.name(from: project) != project {
            throw ValidationError("'\(project)' is no name of a project: use lower-case letters, digits, '.', '_' and '-'")
        }
    }

    func run() async throws {
        let context = Context(options)
        let file = context.absolute(options.file)
        let isThere = !printsFile && FileManager.default.fileExists(atPath: file.string)
        if isThere, !force { throw existing }
        let scan = try FolderScan(file.removingLastComponent())
        let asks = !yes && !printsFile && !options.json
        let questions = InitQuestions(context: context, project: project, registry: registry, asks: asks)
        let answers = try await questions.ask(folder: file.removingLastComponent().lastComponent?.string ?? "")
        var draft = ProjectDraft(of: scan.tree, project: answers.project)
        draft.registry = answers.registry
        if !scan.isWhole {
            context.reporter.warn("this folder is large: not all of it was looked at", hint: "run it in the folder of your application")
        }
        if let path = scan.unread.first {
            let more = scan.unread.count > 1 ? ", and \(scan.unread.count - 1) more" : ""
            context.reporter.warn(
                "not read, as too large or not readable: '\(path)'\(more)", hint: "write by hand what it says")
        }
        for note in draft.notes { context.reporter.warn(note.text, hint: note.hint, at: note.location) }
        let text = DraftText(draft).text
        // A registry that was typed wrong is told before there is a file.
        _ = try ProjectFile.load(text: text, file: options.file)
        if printsFile { return StandardStream.output.write(text) }
        try write(text, to: file)
        if options.json { return try StandardStream.output.write(json: InitDocument(draft, file: options.file)) }
        for line in InitSummary(draft, file: options.file, option: options.file == "imgship.yaml" ? "" : " -f \(options.file)").lines {
            context.reporter.step(line)
        }
    }

    private func write(_ text: String, to file: FilePath) throws {
        do {
            let write = force ? FileContent.replace : FileContent.create
            try write(file, Array(text.utf8), [.ownerReadWrite, .groupRead, .otherRead])
        } catch  where error.errno == .fileExists {
            throw existing
        }
    }

    private var existing: UsageError {
        UsageError("there is a '\(options.file)' already", hint: "look with --print at what would be written; --force puts it in its place")
    }
}

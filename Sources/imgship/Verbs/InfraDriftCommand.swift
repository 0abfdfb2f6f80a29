import ArgumentParser
import Diagnostics
import Infrastructure
import Terminal

struct InfraDriftCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drift", abstract: "Shows what somebody has changed in the stack beside its template.",
        discussion: """
            imgship infra drift
            imgship infra drift --env production --json

            CloudFormation compares, which takes a minute. Changes nothing. Ends with 5 when something differs, and
            with 1 when a part could not be compared.
            """)

    @OptionGroup var options: CommonOptions

    func run() async throws {
        let context = Context(options)
        let project = try context.projectFile()
        let session = try AWSSession(context)
        let report = try await DriftDetector(session.client, clock: session.clock, reporter: context.reporter).detect(project)
        if let gap = report.gap { context.reporter.warn("a part of the stack '\(report.stack)' could not be compared", hint: gap) }
        if options.json {
            try StandardStream.output.write(json: DriftDocument(report: report))
        } else if report.isInSync {
            StandardStream.output.write("\(report.stack) is as its template says\n")
        } else if !report.resources.isEmpty {
            StandardStream.output.write(lines: DriftTable(report: report).table.lines(for: context.outputStyle))
            context.reporter.step(
                "CloudFormation takes nothing of it back by itself: change it back where it was changed, or write it into '\(options.file)'"
            )
        }
        if !report.isInSync { throw ProgramEnd(code: (report.resources.isEmpty ? ExitCode.failed : .refused).rawValue) }
    }
}

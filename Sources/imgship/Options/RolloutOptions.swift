import ArgumentParser
import Configuration
import Release

/// How long a rollout is waited for, and how it is shown.
struct RolloutOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Wait at most so long: 90s, 15m, 1h; half an hour unless given.", valueName: "time"))
    var timeout: String?

    @Flag(help: "When the time is over, go back; unless given, the rollout goes on by itself.")
    var rollbackOnTimeout = false

    @Flag(help: "Start it, and do not wait for its end.")
    var noWait = false

    @Option(help: ArgumentHelp("End a deployment when so many of its tasks have failed; 0 leaves that to ECS.", valueName: "count"))
    var failAfter: Int = 2

    @Flag(help: "Do not ask at the terminal.")
    var yes = false

    @Flag(help: "Print each event as a line of JSON on standard output, and the document last.")
    var jsonLines = false

    @Option(help: ArgumentHelp("Write plan and outcome as Markdown to a file.", valueName: "path"))
    var markdown: String?

    mutating func validate() throws {
        if rollbackOnTimeout, noWait { throw ValidationError("--rollback-on-timeout and --no-wait exclude each other") }
        if failAfter < 0 { throw ValidationError("--fail-after \(failAfter): a number from 0 on is expected") }
    }

    /// - Throws: ``UsageError`` for a length of time that is none.
    func settings() throws -> ReleaseSettings {
        var settings = ReleaseSettings()
        if let timeout {
            guard let duration = Duration(unitText: timeout) else {
                throw UsageError("'\(timeout)' is not a length of time", hint: "write it as in 90s, 15m or 1h30m")
            }
            settings.timeout = duration
        }
        settings.overtime = rollbackOnTimeout ? .rollBack : .leave
        settings.waiting = noWait ? .not : .untilDone
        settings.failAfter = failAfter
        return settings
    }
}

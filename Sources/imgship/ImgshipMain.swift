import ArgumentParser
import Diagnostics
import Glibc
import Terminal

/// The program: reads what was typed, runs the verb, and turns every end into an exit code.
@main
struct ImgshipMain {
    static func main() async {
        // A reader that goes away (`imgship build | head`) is no failure; the write then simply fails.
        signal(SIGPIPE, SIG_IGN)
        let code = await run(Array(CommandLine.arguments.dropFirst()))
        // Without exit handlers: OpenSSL's frees what the network's thread may be using, for a transfer that nobody waits for any more.
        fflush(nil)
        _exit(code)
    }

    static func run(_ arguments: [String]) async -> Int32 {
        do {
            var command = try Imgship.parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand { try await asynchronous.run() } else { try command.run() }
            return Diagnostics.ExitCode.done.rawValue
        } catch let end as ProgramEnd {
            return end.code
        } catch let error as any UserFacingError {
            ErrorPrinter(arguments: arguments).report(error)
            return error.exitCode.rawValue
        } catch is CancellationError {
            return Diagnostics.ExitCode.interrupted.rawValue
        } catch {
            return report(error, arguments).rawValue
        }
    }

    /// Ends of ArgumentParser's own (help, version, completions, wrong usage) and whatever else a library throws.
    private static func report(_ error: any Error, _ arguments: [String]) -> Diagnostics.ExitCode {
        let message = Imgship.fullMessage(for: error)
        switch Imgship.exitCode(for: error) {
        case .success:
            StandardStream.output.write(message + "\n")
            return .done
        case .validationFailure:
            // As all other errors begin.
            StandardStream.error.write((message.hasPrefix("Error:") ? "error:" + message.dropFirst("Error:".count) : message) + "\n")
            return .usage
        default:
            StandardStream.error.write("error: \(error)\n")
            return .failed
        }
    }
}

/// Prints errors before a verb has set up its own terminal.
private struct ErrorPrinter {
    let arguments: [String]

    func report(_ error: any UserFacingError) {
        TerminalReporter(Context.style(amount: .normal)).fail(error.report)
    }
}

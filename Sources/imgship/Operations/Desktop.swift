import Diagnostics

/// Whoever sits at this machine, and the program that shows them a page.
struct Desktop {
    let context: Context

    /// Nobody to show anything to has no display, and no browser of their own choice.
    var isThere: Bool { ["DISPLAY", "WAYLAND_DISPLAY", "BROWSER"].contains { context.variable($0) != nil } }

    /// Shows a page.
    /// - Returns: whether a program took it; without one there is a warning.
    /// - Throws: `CancellationError`.
    func open(_ url: String) async throws -> Bool {
        do {
            for program in ["xdg-open", context.variable("BROWSER")?.split(separator: ":").first.map(String.init)].compactMap(\.self) {
                guard let output = try await context.programs.run(program, [url], limit: .seconds(10)) else { continue }
                if output.status == 0 { return true }
            }
            context.reporter.warn("no program could open the address", hint: "install xdg-utils, or set BROWSER")
        } catch let error as ProgramError {
            context.reporter.warn("\(error.summary): \(error.reason ?? "")")
        }
        return false
    }
}

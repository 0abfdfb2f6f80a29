import Release
import Terminal

/// Draws what runs again and again, until it is interrupted.
struct StatusWatch: Sendable {
    let session: AWSSession
    let reader: StatusReader
    let addresses: [ServiceAddress]
    let style: OutputStyle

    private static let interval = Duration.seconds(5)

    /// - Throws: `CancellationError`, which is its only good end; `AWSError`.
    func run() async throws {
        let block = LiveBlock(
            style, width: { TerminalSize.columns(of: .output) ?? 80 }, write: { StandardStream.output.write($0) })
        defer { block.keep() }
        while true {
            let found = try await reader.read(addresses)
            block.show(StatusTable(found, now: session.now).table.lines(for: style))
            try await session.clock.sleep(Self.interval)
        }
    }
}

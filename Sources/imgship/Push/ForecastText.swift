import Diagnostics
import OCI
import Registry

/// What would be sent, mounted and is there, in the lines that people read.
struct ForecastText: CustomStringConvertible {
    let lines: [String]

    var description: String { lines.map { $0 + "\n" }.joined() }

    /// - Parameter digest: what the tags will stand for.
    init(_ forecast: PushForecast, _ digest: Digest) {
        let sources = forecast.mountSources.isEmpty ? "" : ", from \(forecast.mountSources.joined(separator: ", "))"
        lines =
            [
                "  new      \(Self.words(forecast.new))", "  mounted  \(Self.words(forecast.mountable))\(sources)",
                "  present  \(Self.words(forecast.present))",
            ]
            + (forecast.leftOut.count == 0 ? [] : ["  left out  \(Self.words(forecast.leftOut)), which may not be distributed"])
            + forecast.tags.map { tag, old in
                let change = old.map { $0 == digest ? "stays" : "moves from \($0.short)" } ?? "new"
                return "  tag      \(tag): \(change)"
            }
    }

    private static func words(_ tally: PushResult.Tally) -> String {
        tally.count == 0 ? "nothing" : "\(ByteCount(tally.size)) in \(tally.count) blob\(tally.count == 1 ? "" : "s")"
    }
}

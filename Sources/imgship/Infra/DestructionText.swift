import AWS
import Diagnostics
import Infrastructure
import Terminal

/// What goes with a stack, and what stays, as people read it.
struct DestructionText {
    let destruction: Destruction
    let hasColor: Bool

    /// Without a line feed at its end.
    var text: String {
        var lines: [String] = []
        if let status = destruction.status { lines.append(paint("stack \(destruction.stack) (\(status)) is deleted", .strong)) }
        lines += destruction.services.map { paint("  -  ", .bad) + "service \($0.title): \(Self.count($0.runningCount, "task")) stopped" }
        for (type, resources) in Dictionary(grouping: destruction.resources.filter { !$0.isKept }, by: \.type).sorted(by: {
            $0.key < $1.key
        }) {
            lines.append(paint("  -  ", .bad) + type + (ResourceWords.loss(resources).map { paint("  lost: \($0)", .bad) } ?? ""))
            lines += resources.map { "       \($0.logicalID)  \(Self.place($0))" }
        }
        lines += destruction.doomedRepositories.map {
            paint("  -  ", .bad) + "repository \($0.name)  " + paint("lost: \(Self.count($0.images, "image"))", .bad)
        }
        lines += destruction.doomedSecrets.map { paint("  -  ", .bad) + "secret \($0.name)  (can be restored for 30 days)" }
        return (lines + kept).joined(separator: "\n")
    }

    private var kept: [String] {
        let repositories = destruction.repositories.filter { !$0.isDoomed }
        let names = Set(destruction.repositories.map(\.name))
        let resources = destruction.resources.filter {
            $0.isKept && !($0.type == "AWS::ECR::Repository" && names.contains($0.physicalID ?? ""))
        }
        let secrets = destruction.secrets.filter { !$0.isDoomed }
        var lines = repositories.map { "     repository \($0.name)  \(Self.count($0.images, "image"))  (--with-images deletes it)" }
        lines += secrets.map { "     secret \($0.name)  (--with-secrets deletes what `imgship secret set` made)" }
        lines += resources.map { "     \($0.logicalID)  \($0.type)  \(Self.place($0))" }
        return lines.isEmpty ? [] : [paint("kept:", .strong)] + lines
    }

    private func paint(_ text: String, _ tone: Tone) -> String { tone.paint(text, hasColor: hasColor) }

    private static func place(_ resource: DoomedResource) -> String {
        let id = resource.physicalID ?? ""
        return PlainText.line(ARN(id)?.resource ?? id)
    }

    private static func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }
}

/// What is said of resources of one type.
private enum ResourceWords {
    static func loss(_ resources: [DoomedResource]) -> String? { resources.lazy.compactMap(\.loss).first }
}

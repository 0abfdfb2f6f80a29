import Content
import Diagnostics
import OCI

/// What there is to know of an image, in the lines that people read. Every word of the image itself is made fit for a terminal.
struct InspectText: CustomStringConvertible {
    private let name: String
    private let report: ImageReport

    init(_ name: String, _ report: ImageReport) {
        self.name = name
        self.report = report
    }

    var description: String {
        let lines = head + (report.image.map { [""] + details($0) } ?? [])
        return lines.map { $0 + "\n" }.joined()
    }

    private var head: [String] {
        var lines = [
            Self.row("reference", name), Self.row("digest", "\(report.root.digest)"), Self.row("type", report.root.mediaType.rawValue),
        ]
        lines += Self.rows("annotations", Self.pairs(report.annotations))
        let images = report.parts.filter { $0.kind == .image }
        lines += Self.rows("platforms", images.map { "\($0.descriptor.digest)  \($0.descriptor.platform.map { "\($0)" } ?? "unknown")" })
        lines += Self.rows("attestations", report.parts.compactMap(attestation))
        lines += Self.rows("artifacts", report.parts.compactMap(artifact))
        if report.image == nil, images.count > 1 { lines += ["", "none is for this machine: see one with --platform"] }
        return lines
    }

    private func attestation(_ part: ImageReport.Part) -> String? {
        guard case .attestation(let subject) = part.kind else { return nil }
        let platform = subject.flatMap { digest in report.parts.first { $0.descriptor.digest == digest }?.descriptor.platform }
        return "\(part.descriptor.digest)  of \(platform.map { "\($0)" } ?? subject.map { "\($0)" } ?? "an unknown image")"
    }

    private func artifact(_ part: ImageReport.Part) -> String? {
        guard case .artifact(let type) = part.kind else { return nil }
        return "\(part.descriptor.digest)  \(type)"
    }

    private func details(_ image: ImageDetails) -> [String] {
        var lines = [Self.row("platform", image.platform.map { "\($0)" } ?? "unknown")]
        if !report.parts.isEmpty { lines.append(Self.row("manifest", "\(image.descriptor.digest)")) }
        lines.append(Self.row("config", "\(image.manifest.config.digest)"))
        if let type = image.manifest.artifactType ?? (image.config == nil ? image.manifest.config.mediaType : nil) {
            lines.append(Self.row("artifact", type.rawValue))
        }
        lines += Self.rows("created", [image.config?.created?.description].compactMap(\.self))
        lines += Self.rows("author", [image.config?.author].compactMap(\.self))
        if let config = image.config?.config { lines += settings(config) }
        lines += Self.rows("annotations", Self.pairs(image.manifest.annotations))
        let count = image.layers.count
        lines.append(Self.row("layers", "\(ByteCount(image.size)) in \(count) layer\(count == 1 ? "" : "s")"))
        return lines + image.layers.map(layer)
    }

    private func settings(_ config: ContainerConfig) -> [String] {
        var lines: [String] = []
        lines += Self.rows("user", [config.user].compactMap(\.self))
        lines += Self.rows("workdir", [config.workingDir].compactMap(\.self))
        lines += Self.rows("entrypoint", config.entrypoint.isEmpty ? [] : [Self.command(config.entrypoint)])
        lines += Self.rows("cmd", config.cmd.isEmpty ? [] : [Self.command(config.cmd)])
        lines += Self.rows("env", config.env.map(\.description))
        lines += Self.rows("ports", config.exposedPorts.sorted())
        lines += Self.rows("volumes", config.volumes.sorted())
        lines += Self.rows("stop signal", [config.stopSignal].compactMap(\.self))
        lines += Self.rows("health", config.healthcheck.map { [health($0)] } ?? [])
        return lines + Self.rows("labels", Self.pairs(config.labels))
    }

    private func health(_ check: Healthcheck) -> String {
        var parts = [Self.command(check.test)]
        if let interval = check.interval { parts.append("every \(ElapsedTime(interval))") }
        if let timeout = check.timeout { parts.append("within \(ElapsedTime(timeout))") }
        if let start = check.startPeriod { parts.append("after \(ElapsedTime(start))") }
        if let retries = check.retries { parts.append("\(retries) retries") }
        return parts.joined(separator: ", ")
    }

    private func layer(_ layer: ImageDetails.Layer) -> String {
        let size = "\(ByteCount(layer.descriptor.size))"
        let unpacked = layer.unpackedSize.map { $0 == layer.descriptor.size ? "" : " (\(ByteCount($0)) unpacked)" } ?? ""
        let origin = layer.origin.map { "  " + PlainText.line($0) } ?? ""
        return "  \(layer.descriptor.digest)  \(size)\(unpacked)\(origin)"
    }

    /// Words as they stand in a shell: those with blanks or quotes in quotes.
    private static func command(_ words: [String]) -> String {
        words.map { word in
            let isPlain = !word.isEmpty && word.allSatisfy { !$0.isWhitespace && !"'\"\\$`;&|<>()*?#".contains($0) }
            return isPlain ? word : "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
        }.joined(separator: " ")
    }

    private static func pairs(_ pairs: [String: String]) -> [String] { pairs.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" } }

    /// A row for each value, the first with the name; none for no value.
    private static func rows(_ name: String, _ values: [String]) -> [String] {
        values.enumerated().map { row($0.offset == 0 ? name : "", $0.element) }
    }

    private static func row(_ name: String, _ value: String) -> String {
        name + String(repeating: " ", count: max(1, 14 - name.count)) + PlainText.line(value)
    }
}

import Bytes
import Diagnostics
import OCI

/// An entry of `images:`: one image to build.
package struct ImageSpec: Sendable, Equatable {
    package var base: BaseReference
    /// Overrides the file's platforms; never empty.
    package var platforms: [Platform]?
    /// Overrides the file's compression.
    package var compression: Compression?
    package var python: PythonSpec?
    /// In the order of the file: a later entry wins.
    package var copy: [CopySpec] = []
    package var config: RunSpec
    package let origin: Origin
    /// Where `base` is written.
    package let baseOrigin: Origin

    package static let keys = Keys(
        "an image", definition: "image", ["base", "platforms", "compression", "python", "copy", "config"])

    /// - Parameters:
    ///   - bases: the names in `bases:`.
    ///   - images: the names in `images:`.
    init?(_ node: Node, bases: some Collection<String>, images: some Collection<String>, _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        origin = reading.origin(node)
        baseOrigin = reading.origin(fields["base"] ?? node)
        base =
            fields.require("base", "name one of 'bases:' or 'images:', a registry image with its tag, or scratch") {
                reading.base($0, bases: bases, images: images)
            } ?? .scratch
        platforms = fields.read("platforms", reading.platforms)
        compression = fields.read("compression", reading.compression)
        python = fields.read("python") { PythonSpec($0, reading) }
        copy = fields.read("copy") { reading.list($0, "a list of files to copy, [{from: ..., to: ...}]") { CopySpec($0, reading) } } ?? []
        config = fields.read("config") { RunSpec($0, reading) } ?? RunSpec()
    }
}

extension Reading {
    fileprivate func base(_ node: Node, bases: some Collection<String>, images: some Collection<String>) -> BaseReference? {
        guard let text = word(node, "the name of a base or an image") else { return nil }
        if let base = BaseReference(text, bases: bases, images: images) { return base }
        let known = (Array(bases) + images + ["scratch"]).sorted()
        let isName = Names.isName(text)
        if isName, NearestName.suggestion(for: text, among: known) == nil {
            report(
                node,
                "unknown base '\(text)'; known: \(known.joined(separator: ", ")); a registry image needs its tag, as in '\(text):latest'")
        } else if isName {
            unknown("base", text, at: node.place, among: known)
        } else {
            report(node, "'\(text.shortened)' is neither a base, an image, nor a reference such as python:3.12-slim or oci:DIR")
        }
        return nil
    }

    func compression(_ node: Node) -> Compression? {
        guard let text = word(node, "a compression: zstd, gzip:9, none") else { return nil }
        guard let compression = Compression(text) else {
            report(
                node,
                "'\(text.shortened)' is not a compression: use zstd, gzip or none, with a level as in zstd:3 (1 to 19) or gzip:9 (1 to 9)")
            return nil
        }
        return compression
    }
}

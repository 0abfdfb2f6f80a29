import Content
import Diagnostics
import OCI

/// Answers what `imgship inspect` asks of an image.
struct Inspection {
    private let image: FoundImage
    private let reporter: any Reporter

    /// Where the bytes of one platform's files are.
    struct Files {
        let name: String
        let platform: Platform?
        /// Base first; those that were read.
        let layers: [ImageDetails.Layer]
        let sizes: FileSizes
    }

    /// How many files are named.
    private static let mostFiles = 20

    init(_ image: FoundImage, reporter: any Reporter) {
        self.image = image
        self.reporter = reporter
    }

    func report(_ platform: Platform?) async throws -> ImageReport {
        try await image.reader.report(on: image.root, platform.map { .platform($0) } ?? .only(or: .thisMachine))
    }

    /// The manifest or index to the byte, or the manifest for a platform.
    func document(_ platform: Platform?) async throws -> [UInt8] {
        let chosen = try await platform.asyncMap { try await image.reader.find($0, below: image.root) } ?? image.root
        return try await image.content.document(chosen)
    }

    /// The config to the byte.
    func config(_ platform: Platform?) async throws -> [UInt8] {
        try await image.content.document(try await details(platform).manifest.config)
    }

    /// - Parameter layer: a digest, or the beginning of one; all layers when nil.
    /// - Throws: ``UsageError`` for a layer that is not there, or not the only one.
    func files(_ platform: Platform?, layer: String?, depth: Int) async throws -> Files {
        let details = try await details(platform)
        let layers = try layer.map { try [Self.layer($0, of: details)] } ?? details.layers
        let sizes = try await FileSizeReader(image.content, reporter: reporter).read(
            layers.map(\.descriptor), depth: depth, most: Self.mostFiles)
        return Files(name: image.name, platform: details.platform, layers: layers, sizes: sizes)
    }

    private func details(_ platform: Platform?) async throws -> ImageDetails {
        if let details = try await report(platform).image { return details }
        // Throws what there is.
        _ = try await image.reader.find(nil, below: image.root)
        throw ContentError(.unsupported, "'\(image.name)' is not an image")
    }

    private static func layer(_ text: String, of details: ImageDetails) throws -> ImageDetails.Layer {
        let found = details.layers.filter { layer in
            let digest = layer.descriptor.digest
            return digest.description.hasPrefix(text) || digest.hex.hasPrefix(text)
        }
        guard let first = found.first, Set(found.map(\.descriptor.digest)).count == 1, !text.isEmpty else {
            let all = details.layers.map(\.descriptor.digest.short).joined(separator: ", ")
            throw UsageError(
                found.isEmpty ? "the image has no layer '\(text)'" : "'\(text)' stands for several layers", hint: "its layers are \(all)")
        }
        return first
    }
}

extension Platform {
    /// What images run on here.
    static var thisMachine: Platform {
        #if arch(arm64)
            .linuxARM64
        #else
            .linuxAMD64
        #endif
    }
}

extension Optional {
    fileprivate func asyncMap<Result>(_ transform: (Wrapped) async throws -> Result) async throws -> Result? {
        guard let self else { return nil }
        return try await transform(self)
    }
}

import Archive
import Bytes
import Configuration
import Content
import Diagnostics
import Layers
import OCI
import Packages
import SystemPackage

/// Decides what is to be built: from the file, the lock and the state of the sources to images made of layers with keys.
///
/// Reads the file tree's metadata and no content, so that a build in which nothing changed ends here.
package struct Planner: Sendable {
    let project: Project
    let settings: BuildSettings
    let reporter: any Reporter

    package init(_ project: Project, _ settings: BuildSettings, reporter: any Reporter) {
        self.project = project
        self.settings = settings
        self.reporter = reporter
    }

    private var file: ProjectFile { project.file }

    /// Plans the images named, or all, each for each of its platforms.
    /// - Throws: ``BuildError``; what looking at the sources throws.
    package func plan(_ names: [String]) throws -> [ImagePlan] {
        for name in names where file.images[name] == nil { throw unknown(name) }
        var seen: Set<String> = []
        let wanted = names.isEmpty ? file.images.keys.sorted() : names.filter { seen.insert($0).inserted }
        // Trees are scanned once an image, not once a platform: their layer is the same.
        var scans: [String: [TreeScan]] = [:]
        for name in Set(wanted.flatMap { BaseChain(of: $0, in: file).images }) { scans[name] = try scan(name) }
        return try wanted.flatMap { name in
            try platforms(of: name).map { try plan(name, for: $0, scans) }
        }
    }

    private func plan(_ name: String, for platform: Platform, _ scans: [String: [TreeScan]]) throws -> ImagePlan {
        let chain = BaseChain(of: name, in: file)
        // The image's own choice counts for all its layers, also for those of the images it stands on.
        let compression = settings.compression ?? file.compression(ofImage: name)
        var layers: [LayerPlan] = []
        var checks: [LayerCheck] = []
        var environment: [(name: String, value: String)] = []
        var base: PlannedBase?
        switch chain.bottom {
        case .scratch, .image: break
        case .base(let name):
            layers.append(try debianLayer(of: name, platform, compression))
            environment.append(("PATH", ContainerConfigComposer.systemPath))
        case .layout(let path, let tag): base = .onDisk(try onDisk(.oci, path, tag, chain))
        case .layoutArchive(let path, let tag): base = .onDisk(try onDisk(.ociArchive, path, tag, chain))
        case .dockerArchive(let path, let tag): base = .onDisk(try onDisk(.dockerArchive, path, tag, chain))
        case .registry(let text): base = try lockedBase(ImageRequest(text, at: chain.location(in: file)), platform)
        }
        for image in chain.images.reversed() {
            if let python = file.images[image]?.python {
                let set = try environmentSet(of: image, python)
                let (wheels, check) = try pythonLayers(set, python, platform, compression)
                layers += wheels
                checks.append(check)
                environment += [("PATH", "\(python.venv)/bin:\(ContainerConfigComposer.searched)"), ("VIRTUAL_ENV", python.venv)]
            }
            if let scans = scans[image], !scans.isEmpty { layers.append(copyLayer(of: image, scans, compression)) }
        }
        let usesLock = layers.contains { !$0.artifacts.isEmpty }
        return ImagePlan(
            name: name, platform: platform, base: base, layers: layers, checks: checks,
            configs: chain.images.reversed().compactMap { file.images[$0]?.config },
            environment: environment, created: settings.epoch ?? (usesLock ? project.lock?.time : nil) ?? (base == nil ? 0 : nil))
    }

    /// The place of a base on disk, which must be there.
    private func onDisk(_ kind: ImageLocation.Kind, _ path: String, _ tag: String?, _ chain: BaseChain) throws -> ImageLocation {
        let place = project.path(path)
        do {
            _ = try FileStatus(of: place)
        } catch let error as FileError where error.errno == .noSuchFileOrDirectory || error.errno == .notDirectory {
            throw BuildError(
                .missingSource, "there is no '\(path)' to stand on", reason: "looked for '\(place)'", at: chain.location(in: file))
        }
        return ImageLocation(kind, place, name: tag)
    }

    private func platforms(of name: String) throws -> [Platform] {
        let own = file.platforms(ofImage: name)
        guard let wanted = settings.platforms else { return own.sorted() }
        for platform in wanted where !own.contains(platform) {
            throw BuildError(
                .unsupportedPlatform, "image '\(name)' is not for \(platform)",
                reason: "its platforms are \(own.map(\.description).joined(separator: ", "))",
                hint: "add it under 'platforms:' and run `imgship lock`", at: file.images[name]?.origin.location)
        }
        return wanted.sorted()
    }

    private func unknown(_ name: String) -> BuildError {
        let known = file.images.keys.sorted()
        let nearest = NearestName.suggestion(for: name, among: known)
        return BuildError(
            .unknownImage, "'\(file.file)' has no image '\(name)'",
            reason: known.isEmpty ? "it has none at all" : "it has \(known.joined(separator: ", "))",
            hint: nearest.map { "did you mean '\($0)'?" })
    }
}

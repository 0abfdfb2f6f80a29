import Diagnostics
import OCI

/// The entries of a layout's `index.json`, and how they are found by name.
/// - Source: image-spec v1.1 "Image Layout", section "index.json"; "Annotations", `org.opencontainers.image.ref.name`.
struct LayoutIndex: Sendable {
    let index: ImageIndex
    /// The layout, for messages.
    let origin: String

    init(_ index: ImageIndex, of origin: String) {
        self.index = index
        self.origin = origin
    }

    static func name(of entry: Descriptor) -> String? { entry.annotations[Annotations.refName] }

    /// All names, sorted.
    var names: [String] { index.manifests.compactMap(Self.name).sorted() }

    /// The entry called `name`; the only one there is when no name is given.
    /// - Throws: ``ContentError`` `.unknownImage`, `.ambiguousImage`, both with the names there are.
    func entry(named name: String?) throws(ContentError) -> Descriptor {
        guard let name else { return try onlyEntry() }
        let found = index.manifests.filter { Self.name(of: $0) == name }
        guard let first = found.first else {
            let near = NearestName.suggestion(for: name, among: names)
            throw ContentError(.unknownImage, "'\(name)' in '\(origin)'", reason: inventory, hint: near.map { "did you mean '\($0)'?" })
        }
        guard found.dropFirst().allSatisfy({ $0.digest == first.digest }) else {
            throw ContentError(.ambiguousImage, origin, reason: "'\(name)' stands for \(found.count) different images")
        }
        return first
    }

    private func onlyEntry() throws(ContentError) -> Descriptor {
        guard let first = index.manifests.first else { throw ContentError(.unknownImage, "in '\(origin)'", reason: inventory) }
        // One image with several names is still the only one.
        guard Set(index.manifests.map(\.digest)).count == 1 else {
            throw ContentError(.ambiguousImage, origin, reason: inventory, hint: "name one of them")
        }
        return first
    }

    private var inventory: String {
        if index.manifests.isEmpty { return "it holds no image" }
        let unnamed = index.manifests.count - names.count
        let parts = names.map { "'\($0)'" } + (unnamed > 0 ? ["\(unnamed) without a name"] : [])
        return "it holds " + parts.joined(separator: ", ")
    }
}

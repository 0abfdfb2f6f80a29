import Bytes
import Content
import Diagnostics
import Foundation
import JSON
import OCI
import TestSupport
import Testing

@Suite struct `Publishing images` {
    let scratch: TemporaryDirectory
    let store: ContentStore

    init() throws {
        scratch = try TemporaryDirectory()
        store = try ContentStore.open(scratch.path.appending("store"))
    }

    private func skopeo(_ arguments: String...) throws -> String {
        try Program.output(["skopeo"] + arguments)
    }

    @Test func `gives skopeo one image under its name`() throws {
        let documents = try store.publish("frontend", images: [SampleImage.image(in: store)])
        #expect(try store.image(named: "frontend").digest == documents.root.digest)
        #expect(documents.root.mediaType == .manifest)
        let text = try skopeo("inspect", "oci:\(store.root):frontend")
        let found = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(found["Digest"] as? String == documents.root.digest.description)
        #expect(found["Layers"] as? [String] == documents.images[0].layers.map(\.descriptor.digest.description))
        #expect(found["Architecture"] as? String == "amd64")
        // Reads every layer and checks it against its digest.
        _ = try skopeo("copy", "--quiet", "oci:\(store.root):frontend", "dir:\(scratch.path.appending("out"))")
    }

    @Test func `gives skopeo every platform`() throws {
        let images = [try SampleImage.image(.linuxARM64, in: store), try SampleImage.image(.linuxAMD64, in: store)]
        let documents = try store.publish("frontend", images: images)
        #expect(documents.root.mediaType == .index)
        #expect(documents.images.map(\.platform) == [.linuxAMD64, .linuxARM64])
        for platform in [Platform.linuxAMD64, .linuxARM64] {
            let text = try skopeo("--override-arch", platform.architecture, "inspect", "--config", "oci:\(store.root):frontend")
            #expect(
                text.contains("\"architecture\":\"\(platform.architecture)\"")
                    || text.contains("\"architecture\": \"\(platform.architecture)\""))
        }
        #expect(try store.publish("again", images: images.reversed()).root == documents.root)
    }

    @Test func `writes nothing when nothing changed`() throws {
        let image = try SampleImage.image(in: store)
        try store.publish("frontend", images: [image])
        let index = store.root.appending("index.json").string
        let inode = try FileManager.default.attributesOfItem(atPath: index)[.systemFileNumber] as? Int
        try store.publish("frontend", images: [image])
        #expect(try FileManager.default.attributesOfItem(atPath: index)[.systemFileNumber] as? Int == inode)
    }

    @Test func `replaces the image of that name and keeps all else`() throws {
        let other = try store.publish("other", images: [SampleImage.image(text: "other", in: store)]).root
        let path = store.root.appending("index.json").string
        // An entry and a field of some other tool.
        var index = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path))) as? [String: Any])
        var entries = try #require(index["manifests"] as? [[String: Any]])
        entries[0]["x-tool"] = ["note": 1]
        index["manifests"] = entries
        index["x-top"] = true
        try JSONSerialization.data(withJSONObject: index).write(to: URL(fileURLWithPath: path))

        try store.publish("frontend", images: [SampleImage.image(text: "one", in: store)])
        let second = try store.publish("frontend", images: [SampleImage.image(text: "two", in: store)]).root
        #expect(try store.names() == ["frontend", "other"])
        #expect(try store.image(named: "frontend").digest == second.digest)
        #expect(try store.image(named: "other").digest == other.digest)
        let text = String(decoding: try scratch.read("store/index.json"), as: UTF8.self)
        #expect(text.contains(#""x-tool":{"note":1}"#))
        #expect(text.contains(#""x-top":true"#))
        try store.untag("other")
        #expect(try store.names() == ["frontend"])
    }

    @Test func `is refused for an image whose layer is not there`() throws {
        let image = try SampleImage.image(in: store)
        try FileManager.default.removeItem(atPath: store.layout.path(of: image.layers[1].descriptor.digest).string)
        let error = #expect(throws: ContentError.self) { try store.publish("frontend", images: [image]) }
        #expect(error?.code == .missingBlob)
        #expect(try store.names().isEmpty)
    }

    @Test func `is refused for no image, no layers, or a platform given twice`() throws {
        let image = try SampleImage.image(in: store)
        for images in [[], [image, image], [BuiltImage(platform: .linuxAMD64, layers: [])]] {
            #expect(#expect(throws: ContentError.self) { try store.publish("x", images: images) }?.code == .unsupported)
        }
    }

    @Test func `says which images there are when one is not`() throws {
        try store.publish("frontend", images: [SampleImage.image(in: store)])
        let error = #expect(throws: ContentError.self) { _ = try store.image(named: "fronted") }
        #expect(
            error?.report == """
                error: there is no image 'fronted' in '\(store.root)'
                  it holds 'frontend'
                  hint: did you mean 'frontend'?
                """)
        #expect(error?.exitCode == .usage)
    }

    @Test func `loses nothing when many publish at once`() async throws {
        let root = store.root
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<12 {
                group.addTask {
                    try await BlockingThread.run {
                        // A store of its own each: they exclude each other as processes do.
                        let store = try ContentStore.open(root)
                        try store.publish("image\(number)", images: [SampleImage.image(text: "text \(number % 3)", in: store)])
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try store.names().count == 12)
        for name in try store.names() { _ = try skopeo("inspect", "--raw", "oci:\(root):\(name)") }
    }
}

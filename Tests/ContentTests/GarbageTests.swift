import Bytes
import Content
import Foundation
import OCI
import TestSupport
import Testing

@Suite struct `Garbage collection` {
    let scratch: TemporaryDirectory
    let store: ContentStore

    init() throws {
        scratch = try TemporaryDirectory()
        store = try ContentStore.open(scratch.path.appending("store"))
    }

    private func age(_ digest: Digest) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1000)], ofItemAtPath: store.layout.path(of: digest).string)
    }

    @Test func `removes old blobs that no image refers to`() throws {
        let images = [try SampleImage.image(.linuxAMD64, in: store), try SampleImage.image(.linuxARM64, in: store)]
        let documents = try store.publish("frontend", images: images)
        let old = try store.write(Array("old".utf8))
        let new = try store.write(Array("new".utf8))
        for name in try FileManager.default.contentsOfDirectory(atPath: store.root.appending("blobs/sha256").string)
        where name != new.digest.hex {
            try age(Digest("sha256:" + name))
        }
        try scratch.write("store/blobs/sha256/README", "not a blob")
        let removed = try store.removeUnreferenced(olderThan: 2000)
        #expect((removed.count, removed.size) == (1, 3))
        #expect(try !store.layout.contains(old))
        #expect(try store.layout.contains(new))
        for image in documents.images {
            for part in [image.manifest, image.config] + image.layers.map(\.descriptor) { #expect(try store.contains(part)) }
        }

        try store.untag("frontend")
        // Index, two manifests, two configs, four layers: the upper ones are shared.
        #expect(try store.removeUnreferenced(olderThan: 2000).count == 9)
    }

    @Test func `removes nothing when an image cannot be read`() throws {
        let documents = try store.publish("frontend", images: [SampleImage.image(in: store)])
        let old = try store.write(Array("old".utf8))
        try age(old.digest)
        try scratch.write("store/blobs/sha256/\(documents.root.digest.hex)", String(repeating: " ", count: Int(documents.root.size)))
        #expect(throws: ContentError.self) { try store.removeUnreferenced(olderThan: 2000) }
        #expect(try store.layout.contains(old))
    }
}

import OCI
import Testing

@Suite struct `A manifest` {
    static let blob =
        #"{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","digest":"\#(`Invalid documents`.digest)","size":3}"#
    static let image = #"{"schemaVersion":2,"config":\#(blob),"layers":[\#(blob)]}"#
    static let index = #"{"schemaVersion":2,"manifests":[]}"#

    static func typed(_ text: String, _ type: MediaType) -> [UInt8] {
        Array(("{\"mediaType\":\"\(type)\"," + text.dropFirst()).utf8)
    }

    static func isIndex(_ bytes: [UInt8], _ type: MediaType?) throws -> Bool {
        if case .index = try Manifest(bytes, mediaType: type) { true } else { false }
    }

    @Test func `is told from an index by what was announced, what it says, and what it holds`() throws {
        #expect(try !Self.isIndex(Array(Self.image.utf8), nil))
        #expect(try Self.isIndex(Array(Self.index.utf8), nil))
        #expect(try !Self.isIndex(Self.typed(Self.image, .dockerManifest), nil))
        #expect(try Self.isIndex(Self.typed(Self.index, .dockerManifestList), .dockerManifestList))
        #expect(try !Self.isIndex(Array(Self.image.utf8), .manifest))
    }

    @Test func `is refused when it is not what was announced`() throws {
        #expect(
            throws: OCIError(
                .invalidDocument, "manifest",
                reason: "it was announced as '\(MediaType.manifest)' but says it is '\(MediaType.dockerManifest)'")
        ) {
            try Manifest(Self.typed(Self.image, .dockerManifest), mediaType: .manifest)
        }
        #expect(throws: OCIError.self) { try Manifest(Array(Self.image.utf8), mediaType: .index) }
        #expect(throws: OCIError.self) { try Manifest(Array(Self.index.utf8), mediaType: .manifest) }
        #expect(throws: OCIError.self) { try Manifest(Array(Self.image.utf8), mediaType: .config) }
    }

    @Test func `of Docker is read, and written as OCI only when converted`() throws {
        let manifest = try CanonicalJSON.decode(ImageManifest.self, from: Self.typed(Self.image, .dockerManifest))
        #expect(throws: OCIError.self) { try CanonicalJSON.encode(manifest) }
        let converted = manifest.convertedToOCI
        #expect(converted.mediaType == .manifest)
        #expect(converted.layers.map(\.mediaType) == [.layerGzip])
        #expect(try CanonicalJSON.decode(ImageManifest.self, from: CanonicalJSON.encode(converted)) == converted)

        let list = try CanonicalJSON.decode(ImageIndex.self, from: Self.typed(Self.index, .dockerManifestList))
        #expect(throws: OCIError.self) { try CanonicalJSON.encode(list) }
    }

    @Test func `without layers is not written`() {
        #expect(throws: OCIError.self) { try CanonicalJSON.encode(ImageManifest(config: .empty, layers: [])) }
    }

    @Test func `of a known image always has these bytes`() throws {
        // Read off once and checked by the schema test; a change here changes the digest of every image.
        let manifest = ImageManifest(
            config: Descriptor(of: Array("c".utf8), mediaType: .config), layers: [Descriptor(of: Array("l".utf8), mediaType: .layerZstd)],
            annotations: ["org.opencontainers.image.source": "https://example.com/a"])
        let expected =
            #"{"annotations":{"org.opencontainers.image.source":"https://example.com/a"},"config":{"digest":"sha256:2e7d2c03a9507ae265ecf5b5356885a53393a2029d241394997265a1a25aefc6","mediaType":"application/vnd.oci.image.config.v1+json","size":1},"layers":[{"digest":"sha256:acac86c0e609ca906f632b0e2dacccb2b77d22b0621f20ebece1a4835b93f6f0","mediaType":"application/vnd.oci.image.layer.v1.tar+zstd","size":1}],"mediaType":"application/vnd.oci.image.manifest.v1+json","schemaVersion":2}"#
        #expect(String(decoding: try CanonicalJSON.encode(manifest), as: UTF8.self) == expected)
    }

    @Test func `for nothing points at the empty descriptor of the specification`() throws {
        // image-spec v1.1, manifest.md "Guidance for an Empty Descriptor".
        #expect(Descriptor.empty.digest.description == "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a")
        let expected =
            #"{"data":"e30=","digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","mediaType":"application/vnd.oci.empty.v1+json","size":2}"#
        #expect(String(decoding: try CanonicalJSON.encode(Descriptor.empty), as: UTF8.self) == expected)
    }
}

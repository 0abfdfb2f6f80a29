import Bytes
import OCI
import Testing

@Suite struct `A media type` {
    @Test(arguments: [
        (MediaType.layer, LayerCompression.none), (.layerGzip, .gzip), (.layerZstd, .zstd), (.nondistributable, .none),
        (.nondistributableGzip, .gzip), (.nondistributableZstd, .zstd), (.dockerLayer, .none), (.dockerLayerGzip, .gzip),
        (.dockerLayerZstd, .zstd), (.dockerForeignLayer, .gzip),
    ])
    func `of a layer says how it is compressed`(type: MediaType, compression: LayerCompression) {
        #expect(type.isLayer)
        #expect(type.layerCompression == compression)
        #expect(!type.isManifest && !type.isIndex && !type.isConfig)
    }

    /// image-spec v1.1 media-types.md, "Compatibility Matrix".
    @Test(arguments: [
        ("application/vnd.docker.distribution.manifest.list.v2+json", "application/vnd.oci.image.index.v1+json"),
        ("application/vnd.docker.distribution.manifest.v2+json", "application/vnd.oci.image.manifest.v1+json"),
        ("application/vnd.docker.image.rootfs.diff.tar.gzip", "application/vnd.oci.image.layer.v1.tar+gzip"),
        ("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip"),
        ("application/vnd.docker.container.image.v1+json", "application/vnd.oci.image.config.v1+json"),
        ("application/vnd.example+json", "application/vnd.example+json"),
    ])
    func `of Docker has one of OCI`(docker: String, oci: String) throws {
        #expect(try MediaType(docker).convertedToOCI == MediaType(oci))
        #expect(try MediaType(docker).isDocker == docker.contains("docker"))
    }

    @Test func `is chosen for a layer by its compression`() {
        #expect(MediaType.layer(.none) == .layer)
        #expect(MediaType.layer(.defaultGzip) == .layerGzip)
        #expect(MediaType.layer(.zstd(level: 19)) == .layerZstd)
    }

    @Test func `knows what it is a type of`() {
        #expect(MediaType.index.isIndex && MediaType.dockerManifestList.isIndex && !MediaType.manifest.isIndex)
        #expect(MediaType.manifest.isManifest && MediaType.dockerManifest.isManifest && !MediaType.index.isManifest)
        #expect(MediaType.config.isConfig && MediaType.dockerConfig.isConfig && !MediaType.empty.isConfig)
        #expect(!MediaType.empty.isLayer && MediaType.empty.layerCompression == nil)
    }

    @Test(arguments: ["", "/", "a/", "/b", "a", "a/b/c", "a /b", "a/b;c=d", "-a/b", "a/.b", "ä/b", "a/b\n"])
    func `is refused when RFC 6838 does not allow it`(text: String) {
        #expect(throws: OCIError(.invalidMediaType, text)) { try MediaType(text) }
        #expect(MediaType(rawValue: text) == nil)
    }
}

import Diagnostics
import OCI
import Testing

@Suite struct `Invalid documents` {
    static let digest = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    static let blob = #"{"mediaType":"application/octet-stream","digest":"\#(digest)","size":3}"#

    @Test(arguments: [
        (#"{"schemaVersion":1,"config":B,"layers":[B]}"#, "schemaVersion: schema 1 manifests of old Docker are not read"),
        (#"{"schemaVersion":3,"config":B,"layers":[B]}"#, "schemaVersion: 3 is not 2"),
        (#"{"config":B,"layers":[B]}"#, "schemaVersion is missing"),
        (#"{"schemaVersion":2,"config":B,"layers":[B],"manifests":[]}"#, "it has both 'layers' of a manifest and 'manifests' of an index"),
        (#"{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","config":B,"layers":[B]}"#,
            "mediaType: 'application/vnd.oci.image.index.v1+json' is not the type of an image manifest"),
        (#"{"schemaVersion":2,"layers":[B]}"#, "config is missing"),
        (#"{"schemaVersion":2,"config":B}"#, "layers is missing"),
        (#"{"schemaVersion":2,"config":B,"layers":null}"#, "layers must be a list, not null"),
        (#"{"schemaVersion":2,"config":B,"layers":[]}"#, "layers: there must be at least one layer"),
        (#"{"schemaVersion":2,"config":B,"layers":B}"#, "layers must be a list"),
        (#"{"schemaVersion":2,"config":[],"layers":[B]}"#, "config must be an object"),
        (#"{"schemaVersion":2,"config":B,"layers":[B,{"mediaType":"a/b","digest":"D","size":-1}]}"#, "layers[1].size: a size cannot be negative"),
        (#"{"schemaVersion":2,"config":B,"layers":[{"mediaType":"a/b","digest":"D","size":1.5}]}"#,
            "layers[0].size: it is not a whole number of at most 64 bits"),
        (#"{"schemaVersion":2,"config":B,"layers":[{"mediaType":"a/b","digest":"D","size":9223372036854775808}]}"#,
            "layers[0].size: it is not a whole number of at most 64 bits"),
        (#"{"schemaVersion":2,"config":B,"layers":[{"mediaType":"a/b","digest":"D","size":"3"}]}"#, "layers[0].size must be an integer"),
        (#"{"schemaVersion":2,"config":B,"layers":[{"mediaType":"a/b","digest":"sha256:00","size":3}]}"#,
            "layers[0].digest: 'sha256:00' is not a digest"),
        (#"{"schemaVersion":2,"config":B,"layers":[{"mediaType":"a","digest":"D","size":3}]}"#, "layers[0].mediaType: 'a' is not a media type"),
        (#"{"schemaVersion":2,"config":B,"layers":[{"mediaType":"a/b","digest":"D","size":3,"data":"*"}]}"#, "layers[0].data: it is not base64"),
        (#"{"schemaVersion":2,"config":B,"layers":[{"mediaType":"a/b","digest":"D","size":3,"data":"YWJk"}]}"#,
            "layers[0].data: the embedded bytes do not have the descriptor's size and digest"),
        (#"{"schemaVersion":2,"config":B,"layers":[{"mediaType":"a/b","digest":"D","size":3,"urls":["a b"]}]}"#,
            "layers[0].urls: 'a b' is not an absolute URL"),
        (#"{"schemaVersion":2,"config":B,"layers":[B],"annotations":{"a":1}}"#, "annotations.a must be a string"),
        (#"{"schemaVersion":2,"config":B,"layers":[B],"annotations":{"a":null}}"#, "annotations.a must be a string, not null"),
        (#"{"schemaVersion":2,"config":B,"layers":[B],"artifactType":""}"#, "artifactType: '' is not a media type"),
        ("[]", "the document must be an object"),
    ])
    func `of a manifest say what is wrong where`(text: String, reason: String) throws {
        let filled = text.replacing("B", with: Self.blob).replacing(#""D""#, with: "\"\(Self.digest)\"")
        let error = try #require(throws: OCIError.self) { try CanonicalJSON.decode(ImageManifest.self, from: Array(filled.utf8)) }
        #expect(error == OCIError(.invalidDocument, "image manifest", reason: reason))
    }

    @Test(arguments: [
        (#"{"schemaVersion":2,"manifests":[],"layers":[]}"#, "it has both 'manifests' of an index and 'layers' or 'config' of a manifest"),
        (#"{"schemaVersion":2,"manifests":[],"config":{}}"#, "it has both 'manifests' of an index and 'layers' or 'config' of a manifest"),
        (#"{"schemaVersion":2,"manifests":[],"mediaType":"application/vnd.oci.image.manifest.v1+json"}"#,
            "mediaType: 'application/vnd.oci.image.manifest.v1+json' is not the type of an image index"),
        (#"{"schemaVersion":2,"manifests":[{"platform":{"os":"linux"}}]}"#, "manifests[0].mediaType is missing"),
        (#"{"schemaVersion":2}"#, "manifests is missing"),
    ])
    func `of an index say what is wrong where`(text: String, reason: String) throws {
        let error = try #require(throws: OCIError.self) { try CanonicalJSON.decode(ImageIndex.self, from: Array(text.utf8)) }
        #expect(error == OCIError(.invalidDocument, "image index", reason: reason))
    }

    @Test(arguments: [
        (#"{"os":"linux","rootfs":R}"#, "architecture is missing"),
        (#"{"os":"linux","architecture":"arm","rootfs":R,"created":"today"}"#, "created: 'today' is not a date and time"),
        (#"{"os":"linux","architecture":"arm","rootfs":R,"config":{"Env":["A=1","B"]}}"#, "config.Env[1]: 'B' is not an environment variable"),
        (#"{"os":"linux","architecture":"arm","rootfs":R,"config":{"User":7}}"#, "config.User must be a string"),
        (#"{"os":"linux","architecture":"arm","rootfs":R,"config":{"Volumes":["/a"]}}"#, "config.Volumes must be an object"),
        (#"{"os":"linux","architecture":"arm","rootfs":R,"history":[{"empty_layer":1}]}"#, "history[0].empty_layer must be true or false"),
        (#"{"os":"linux","architecture":"arm","rootfs":{"type":"zip","diff_ids":[]}}"#, "rootfs.type: 'zip' is not 'layers'"),
        (#"{"os":"linux","architecture":"arm","rootfs":{"type":"layers","diff_ids":["x"]}}"#, "rootfs.diff_ids[0]: 'x' is not a digest"),
    ])
    func `of a config say what is wrong where`(text: String, reason: String) throws {
        let filled = text.replacing("R", with: #"{"type":"layers","diff_ids":[]}"#)
        let error = try #require(throws: OCIError.self) { try CanonicalJSON.decode(ImageConfig.self, from: Array(filled.utf8)) }
        #expect(error == OCIError(.invalidDocument, "image config", reason: reason))
    }

    @Test func `of a layout say which version is read`() throws {
        let error = try #require(throws: OCIError.self) {
            try CanonicalJSON.decode(ImageLayout.self, from: Array(#"{"imageLayoutVersion":"2.0.0"}"#.utf8))
        }
        #expect(error.report == "error: the 'oci-layout' file is not valid\n  imageLayoutVersion: '2.0.0' is not 1.0.0")
    }

    @Test func `are an error that is not the user's`() {
        #expect(OCIError(.invalidDocument, "image index").exitCode == .failed)
        #expect(OCIError(.invalidReference, "A").exitCode == .usage)
    }
}

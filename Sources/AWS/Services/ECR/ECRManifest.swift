import JSON

/// The manifest of an image, or of an index.
package struct ECRManifest: JSONAnswer {
    package let json: JSONValue
    package init(_ json: JSONValue) { self.json = json }

    package var digest: String? { json["imageId"]?["imageDigest"]?.string }
    package var tag: String? { json["imageId"]?["imageTag"]?.string }
    /// The very bytes the digest was made of.
    package var manifest: String? { string("imageManifest") }
    package var mediaType: String? { string("imageManifestMediaType") }
}

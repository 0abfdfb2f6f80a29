import JSON

/// An image as a repository lists it.
package struct ECRImage: JSONAnswer {
    package let json: JSONValue
    package init(_ json: JSONValue) { self.json = json }

    package var digest: String? { string("imageDigest") }
    package var tags: [String] { strings("imageTags") }
    package var sizeInBytes: Int? { integer("imageSizeInBytes") }
    /// Seconds since 1970.
    package var pushedAt: Double? { time("imagePushedAt") }
    package var mediaType: String? { string("imageManifestMediaType") }
}

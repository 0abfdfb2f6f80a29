import Content
import OCI

/// What `imgship export --json` prints.
struct ExportDocument: OutputDocument {
    let schema = 1
    let image: String
    let digest: String
    let place: String

    init(_ image: String, _ digest: Digest, _ place: ImageLocation) {
        self.image = image
        self.digest = digest.description
        self.place = place.description
    }
}

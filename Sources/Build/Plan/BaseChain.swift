import Configuration
import Diagnostics

/// The images an image stands on, down to what is no image of the file.
struct BaseChain {
    /// Names of images, the image itself first.
    let images: [String]
    /// What the lowest of them stands on.
    let bottom: BaseReference

    init(of image: String, in file: ProjectFile) {
        var images = [image]
        // The file's checks refuse cycles; the bound keeps this finite for any value all the same.
        while case .image(let next)? = file.images[images[images.count - 1]]?.base, images.count <= file.images.count {
            images.append(next)
        }
        self.images = images
        bottom = file.images[images[images.count - 1]]?.base ?? .scratch
    }

    /// Where the file names the bottom.
    func location(in file: ProjectFile) -> SourceLocation? { images.last.flatMap { file.images[$0]?.baseOrigin.location } }

    /// The entry of `bases:` at the bottom; nil for other bottoms.
    var debianBase: String? {
        if case .base(let name) = bottom { name } else { nil }
    }
}

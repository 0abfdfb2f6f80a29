import Archive
import Diagnostics
import SystemPackage

/// A layer that cannot be made as asked.
package struct LayerError: UserFacingError, Equatable {
    package enum Code: Equatable, Sendable {
        /// Two sources give the same path.
        case duplicate
        /// A device, socket or FIFO, which images do not carry.
        case specialFile(type: String)
        /// A file changed while it was read.
        case changedWhileRead
        /// A name that is not UTF-8.
        case invalidName
        /// Fewer or more bytes came than the entry's size says.
        case sizeChanged(expected: Int64, got: Int64)
        /// A hard link to a path that is not in the layer.
        case danglingHardLink(target: String)
    }

    package let code: Code
    /// The path in the layer, or of the file that was read.
    package let path: String

    package init(_ code: Code, path: String) {
        self.code = code
        self.path = path
    }

    package var summary: String {
        switch code {
        case .duplicate: "two sources of one layer give '\(path)'"
        case .specialFile(let type): "'\(path)' is a \(type), which an image cannot hold"
        case .changedWhileRead: "'\(path)' changed while it was being read"
        case .invalidName: "the name '\(path)' is not valid UTF-8"
        case .sizeChanged(let expected, let got): "'\(path)' has \(got) bytes where \(expected) were announced"
        case .danglingHardLink(let target): "'\(path)' is a hard link to '\(target)', which is not in the layer"
        }
    }

    package var hint: String? {
        switch code {
        case .specialFile, .invalidName: "leave it out with `exclude:` or a .dockerignore"
        case .changedWhileRead: "stop what writes to it, then build again"
        default: nil
        }
    }
}

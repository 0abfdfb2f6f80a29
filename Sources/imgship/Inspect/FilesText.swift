import Content
import Diagnostics

/// Where the bytes of an image are, in the lines that people read: a tree of directories, and the biggest files.
struct FilesText: CustomStringConvertible {
    private let files: Inspection.Files

    /// The biggest first.
    private let byParent: [String: [FileSizes.Directory]]
    private let shown: Set<String>

    /// Of one directory; the others are told in one line.
    private static let mostChildren = 12
    private static let mostDirectories = 100

    init(_ files: Inspection.Files) {
        self.files = files
        let directories = files.sizes.directories
        byParent = Dictionary(grouping: directories) { $0.path.split(separator: "/").dropLast().joined(separator: "/") }
        shown = Set(directories.prefix(Self.mostDirectories).map(\.path))
    }

    var description: String {
        let sizes = files.sizes
        var lines = ["\(Self.size(sizes.size))  /  \(sizes.count) file\(sizes.count == 1 ? "" : "s")"]
        lines += children(of: "", indent: "  ")
        if !sizes.files.isEmpty {
            lines += ["", "biggest files"]
            lines += sizes.files.map { "\(Self.size($0.size))  \(PlainText.line($0.path))  \(layer($0.layer))" }
        }
        lines += ["", "layers"]
        lines += files.layers.enumerated().map { number, layer in
            "  #\(number + 1)  \(layer.descriptor.digest)\(layer.origin.map { "  " + PlainText.line($0) } ?? "")"
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// A directory's part of the tree. Those that are shown are so with all above them, since these are not smaller.
    private func children(of parent: String, indent: String) -> [String] {
        let found = byParent[parent] ?? []
        let told = found.prefix(Self.mostChildren).filter { shown.contains($0.path) }
        var lines: [String] = []
        for directory in told {
            let name = PlainText.line(String(directory.path.split(separator: "/").last ?? ""))
            lines.append("\(Self.size(directory.size))  \(indent)\(name)/  \(layer(directory.layer))")
            lines += children(of: directory.path, indent: indent + "  ")
        }
        let rest = found.dropFirst(told.count)
        if !rest.isEmpty {
            lines.append("\(Self.size(rest.reduce(0) { $0.addingClamped($1.size) }))  \(indent)and \(rest.count) more")
        }
        return lines
    }

    private func layer(_ number: Int) -> String { "#\(number + 1)" }

    private static func size(_ size: Int64) -> String {
        let text = "\(ByteCount(size))"
        return String(repeating: " ", count: max(0, 10 - text.count)) + text
    }
}

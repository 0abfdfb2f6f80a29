import Glibc
import SystemPackage

/// The entries of `sources.list` and of the files beside it, in both formats.
struct AptSourceFiles {
    private(set) var entries: [DebianAddresses.Entry] = []

    /// Files that cannot be read are passed over: the machine then has no sources of its own.
    init(directory: String) {
        let root = FilePath(directory)
        if let text = Self.read(root.appending("sources.list")) { addLines(text) }
        let parts = root.appending("sources.list.d")
        for name in Self.names(in: parts) {
            guard let text = Self.read(parts.appending(name)) else { continue }
            if name.hasSuffix(".list") { addLines(text) }
            if name.hasSuffix(".sources") { addParagraphs(text) }
        }
    }

    /// `deb [options] address suite component...`
    private mutating func addLines(_ text: String) {
        for line in text.split(whereSeparator: \.isNewline) {
            var rest = line.prefix { $0 != "#" }.drop(while: \.isWhitespace)
            guard rest.hasPrefix("deb"), rest.dropFirst(3).first?.isWhitespace == true else { continue }
            rest = rest.dropFirst(3).drop(while: \.isWhitespace)
            if rest.first == "[" {
                guard let end = rest.firstIndex(of: "]") else { continue }
                rest = rest[rest.index(after: end)...]
            }
            let words = rest.split(whereSeparator: \.isWhitespace)
            if words.count >= 2 { add([String(words[0])], [String(words[1])]) }
        }
    }

    private mutating func addParagraphs(_ text: String) {
        for paragraph in Deb822.paragraphs(of: text) {
            guard paragraph.list("Types").contains("deb"), !["no", "false", "0"].contains(paragraph["Enabled"]?.lowercased() ?? "") else {
                continue
            }
            add(paragraph.list("URIs"), paragraph.list("Suites"))
        }
    }

    private mutating func add(_ addresses: [String], _ suites: [String]) {
        for address in addresses.flatMap(Self.expand) {
            for suite in suites {
                entries.append(DebianAddresses.Entry(address: DebianAddresses.withoutSlash(address), suite: suite))
            }
        }
    }

    /// An address over HTTP stands for itself, a list of mirrors in a file for what the file holds; others cannot be downloaded from here.
    private static func expand(_ address: String) -> [String] {
        if address.hasPrefix("http://") || address.hasPrefix("https://") { return [address] }
        guard address.hasPrefix("mirror+file:") else { return [] }
        let path = "/" + address.dropFirst("mirror+file:".count).drop { $0 == "/" }
        let lines = read(FilePath(path))?.split(whereSeparator: \.isNewline) ?? []
        return lines.compactMap { $0.split(whereSeparator: \.isWhitespace).first.map(String.init) }
            .filter { $0.hasPrefix("http://") || $0.hasPrefix("https://") }
    }

    /// Sorted, as apt reads them.
    private static func names(in directory: FilePath) -> [String] {
        guard let stream = opendir(directory.string) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
        }
        return names.sorted()
    }

    private static func read(_ path: FilePath) -> String? {
        guard let file = try? FileDescriptor.open(path, .readOnly) else { return nil }
        return try? file.closeAfter {
            var bytes: [UInt8] = []
            var block = [UInt8](repeating: 0, count: 64 << 10)
            while bytes.count < 16 << 20 {
                let count = try block.withUnsafeMutableBytes { try file.read(into: $0) }
                guard count > 0 else { break }
                bytes += block[..<count]
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}

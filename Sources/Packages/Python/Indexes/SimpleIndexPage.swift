import FoundationEssentials
import OCI

/// A package's page in an index, or a page of links: the addresses of its files.
/// - Source: packaging.python.org, "Simple repository API" (PEP 503, PEP 691).
package struct SimpleIndexPage: Sendable {
    package struct File: Hashable, Sendable {
        package let name: String
        /// Absolute.
        package let address: String
        /// In bytes, where the page says it.
        package let size: Int64?
        /// The sha256, where the page says it.
        package let digest: Digest?
    }

    package let files: [File]

    /// What to ask for: JSON where the server has it, else HTML.
    package static let acceptHeader = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"

    /// The page of a package below an index.
    package static func address(of name: PackageName, in index: IndexAddress) -> IndexAddress { IndexAddress(index.exposed + "/" + name.text) }

    /// Reads a page, JSON or HTML by what it starts with.
    /// - Parameter address: where the page came from, after redirects, with its last slash: links are relative to it.
    /// - Throws: ``PythonError`` `.malformedFile` when it is JSON, but not of this API.
    package init(_ bytes: [UInt8], from address: String) throws(PythonError) {
        if bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") {
            guard let page = try? JSONDecoder().decode(Page.self, from: Data(bytes)) else {
                throw PythonError(
                    .malformedFile, IndexAddress(address).description, reason: "its answer is not that of a package index (PEP 691)")
            }
            files = page.files.map { file in
                File(
                    name: file.filename, address: Self.resolve(file.url, against: address), size: file.size,
                    digest: file.hashes["sha256"].flatMap { try? Digest("sha256:" + $0) })
            }
        } else {
            files = Self.links(in: String(decoding: bytes, as: UTF8.self)).compactMap { Self.file(link: $0, page: address) }
        }
    }

    package func file(named name: String) -> File? { files.first { $0.name == name } }

    private struct Page: Decodable {
        struct File: Decodable {
            let filename: String
            let url: String
            let size: Int64?
            let hashes: [String: String]
        }
        let files: [File]
    }

    /// The `href` of every anchor: PEP 503 wants nothing else of the page.
    private static func links(in html: String) -> [String] {
        var links: [String] = []
        var rest = Substring(html)
        while let tag = rest.utf8.firstRange(of: "href=".utf8) {
            rest = rest[tag.upperBound...]
            guard let quote = rest.first, quote == "\"" || quote == "'" else { continue }
            let body = rest.dropFirst()
            guard let end = body.firstIndex(of: quote) else { break }
            links.append(body[..<end].split(separator: "&amp;", omittingEmptySubsequences: false).joined(separator: "&"))
            rest = body[end...]
        }
        return links
    }

    private static func file(link: String, page: String) -> File? {
        let parts = link.split(separator: "#", maxSplits: 1)
        guard let target = parts.first, let name = fileName(of: String(target)) else { return nil }
        let hash = parts.count > 1 && parts[1].hasPrefix("sha256=") ? try? Digest("sha256:" + parts[1].dropFirst(7)) : nil
        return File(name: name, address: resolve(String(target), against: page), size: nil, digest: hash)
    }

    /// The last component of an address, decoded: what a file is called.
    static func fileName(of address: String) -> String? {
        let path = address.prefix { $0 != "?" && $0 != "#" }
        guard let last = path.split(separator: "/").last else { return nil }
        return String(last).removingPercentEncoding
    }

    static func resolve(_ link: String, against page: String) -> String {
        URL(string: link, relativeTo: URL(string: page))?.absoluteString ?? link
    }
}

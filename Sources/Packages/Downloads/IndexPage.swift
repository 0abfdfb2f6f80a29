import FoundationEssentials
import HTTP
import SystemPackage

/// The files that one page, or one directory, lists.
struct IndexPage: Sendable {
    /// The page's own address, as it may be shown.
    let shown: String
    private let files: [String: [String]]

    /// Reads a page in JSON or HTML, whichever `type` says.
    /// - Returns: nil when it is neither, or not well formed.
    init?(_ bytes: [UInt8], type: String, at address: WebAddress) {
        shown = address.description
        let mediaType = type.lowercased().prefix { $0 != ";" && $0 != " " }
        if mediaType.hasSuffix("json") {
            guard let page = try? JSONDecoder().decode(JSONPage.self, from: Data(bytes)) else { return nil }
            files = Self.byName(page.files.map { ($0.filename, $0.url) }, address)
        } else if mediaType.hasSuffix("html") {
            let page = HTMLLinks(String(decoding: bytes, as: UTF8.self))
            let base = page.base.flatMap { try? address.resolving($0) } ?? address
            files = Self.byName(page.links.map { (Self.fileName($0), $0) }, base)
        } else {
            return nil
        }
    }

    /// Lists the files of a directory.
    init(directory: FilePath) {
        shown = directory.string
        files = Dictionary(Directories.names(in: directory).map { ($0, [directory.appending($0).string]) }) { first, _ in first }
    }

    /// Where the page says the file is, as absolute addresses.
    func addresses(of file: String) -> [String] { files[file] ?? [] }

    private static func byName(_ links: [(name: String, link: String)], _ base: WebAddress) -> [String: [String]] {
        var files: [String: [String]] = [:]
        for (name, link) in links {
            guard let address = try? base.resolving(link) else { continue }
            files[name, default: []].append(withCredentials(of: base, address))
        }
        return files
    }

    /// Files on the index's own host need the index's own user and password.
    private static func withCredentials(of base: WebAddress, _ address: WebAddress) -> String {
        guard let userInfo = base.userInfo?.exposed, address.userInfo == nil, address.origin == base.origin else { return address.text }
        let start = address.scheme + "://"
        return start + userInfo + "@" + address.text.dropFirst(start.count)
    }

    private static func fileName(_ link: String) -> String {
        let path = link.prefix { $0 != "#" && $0 != "?" }
        return PathEncoding.decode(path.split(separator: "/").last ?? "")
    }

    private struct JSONPage: Decodable {
        struct File: Decodable {
            let filename: String
            let url: String
        }
        let files: [File]
    }
}

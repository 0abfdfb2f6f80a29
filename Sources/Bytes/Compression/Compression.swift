/// How the bytes of a layer are compressed.
package enum Compression: Hashable, Sendable, CustomStringConvertible {
    case none
    /// RFC 1952, levels 1 to 9.
    case gzip(level: Int)
    /// RFC 8878, levels 1 to 19.
    case zstd(level: Int)

    package static let defaultGzip = Compression.gzip(level: 6)
    package static let defaultZstd = Compression.zstd(level: 3)

    /// Parses `zstd`, `gzip`, `none`, `zstd:19`, `gzip:9`; nil if it is none of these or the level is out of range.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let level = parts.count == 2 ? Int(parts[1]) : nil
        if parts.count == 2, level == nil { return nil }
        switch (parts.first ?? "", level) {
        case ("none", nil): self = .none
        case ("gzip", nil): self = .defaultGzip
        case ("zstd", nil): self = .defaultZstd
        case ("gzip", let level?) where (1...9).contains(level): self = .gzip(level: level)
        case ("zstd", let level?) where (1...19).contains(level): self = .zstd(level: level)
        default: return nil
        }
    }

    package var description: String {
        switch self {
        case .none: "none"
        case .gzip(let level): "gzip:\(level)"
        case .zstd(let level): "zstd:\(level)"
        }
    }

    /// What wrote the bytes, with its version: part of a layer's cache key, since another version may write other bytes.
    package var implementation: String {
        switch self {
        case .none: "none"
        case .gzip: "\(self) \(GzipCompressor.implementation)"
        case .zstd: "\(self) \(ZstdCompressor.implementation)"
        }
    }
}

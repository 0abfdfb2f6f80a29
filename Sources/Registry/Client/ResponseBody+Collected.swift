import HTTP

extension ResponseBody {
    /// At most the first `limit` bytes; the rest is not waited for.
    func collected(upTo limit: Int) async throws -> [UInt8] {
        var all: [UInt8] = []
        for try await block in self {
            all += block.prefix(limit - all.count)
            if all.count >= limit { break }
        }
        return all
    }
}

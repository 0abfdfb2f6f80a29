/// The tags of a repository as page after page brings them, with a bound for what a registry can make us keep and ask.
package struct TagListing {
    /// ECR takes no larger number.
    /// - Source: Amazon ECR API, `maxResults` of ListImages, which its tag lists share.
    package static let pageSize = 1000
    /// In bytes; a registry that does not know pages sends all at once.
    static let pageLimit = 16 << 20
    static let most = 1_000_000
    /// Pages in a row that bring no tag that is new: some registries give an empty one before the last.
    private static let idlePages = 10

    enum Trouble: Error { case endless, tooMany }

    private(set) var tags: Set<String> = []
    /// Names that cannot be tags.
    private(set) var others = 0
    private var idle = 0

    var isEmpty: Bool { tags.isEmpty && others == 0 }

    /// - Parameter isLast: whether no page follows.
    mutating func add(_ names: [String], isLast: Bool) throws(Trouble) {
        let before = tags.count
        for name in names {
            if TagName.isTag(name) { tags.insert(name) } else { others += 1 }
        }
        guard tags.count <= Self.most else { throw .tooMany }
        idle = tags.count > before ? 0 : idle + 1
        guard isLast || idle < Self.idlePages else { throw .endless }
    }
}

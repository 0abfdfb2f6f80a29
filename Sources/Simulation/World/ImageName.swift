/// The name of an image in the account's own registry.
struct ImageName {
    let repository: String
    let tag: String?
    let digest: String?

    /// Nil for an image that is kept elsewhere.
    init?(_ name: String, registryOf account: SimulatedAccount) {
        let host = account.repository("")
        guard name.hasPrefix(host) else { return nil }
        let parts = name.dropFirst(host.count).split(separator: "@", maxSplits: 1).map(String.init)
        digest = parts.count == 2 ? parts[1] : nil
        let named = (parts.first ?? "").split(separator: ":", maxSplits: 1).map(String.init)
        repository = named.first ?? ""
        tag = named.count == 2 ? named[1] : nil
    }

    /// A digest is what counts, when there is one.
    func find(in images: [SimulatedImage]) -> SimulatedImage? {
        images.first { image in
            image.repository == repository && (digest.map { $0 == image.digest } ?? image.tags.contains(tag ?? "latest"))
        }
    }
}

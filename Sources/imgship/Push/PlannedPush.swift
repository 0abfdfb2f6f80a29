import Content
import Registry

/// An image that is to be pushed, which need not have been built yet.
struct PlannedPush: Sendable {
    /// As the project calls it.
    let name: String
    let target: PushTarget
    let tags: [String]

    /// - Throws: ``ContentError`` when the image is not in the store.
    func job(in store: ContentStore) throws -> PushJob {
        let root = try store.image(named: name)
        return PushJob(name: name, target: target, tags: tags, root: root, images: try store.images(below: root))
    }
}

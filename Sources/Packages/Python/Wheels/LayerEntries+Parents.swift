import Archive
import Layers

extension LayerEntries {
    /// Adds the directories above `path` that the layer does not hold yet, with a time of the caller's.
    ///
    /// Left to the layer they would get its own latest time, and a new lock would change every layer of wheels.
    func addParents(of path: EntryPath, modificationTime: Int64) throws {
        guard let parent = path.parent, !contains(parent) else { return }
        try addParents(of: parent, modificationTime: modificationTime)
        try add(Entry(parent, .directory, mode: 0o755, modificationTime: modificationTime))
    }
}

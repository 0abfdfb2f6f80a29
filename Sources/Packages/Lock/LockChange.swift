import OCI

/// What one run of `imgship lock` moved: one artifact in one version to another.
package struct LockChange: Sendable, Hashable, CustomStringConvertible {
    package let name: String
    /// Nil when it is new.
    package let from: String?
    /// Nil when it is gone.
    package let to: String?

    /// `gradio 6.30.0 -> 6.31.0`, `tzdata 2024b (new)`, `dash 0.5.12 (removed)`, `numpy 2.1.0 (another file)`; digests are cut short.
    package var description: String {
        let shown = { (version: String) in (try? Digest(version)).map { "\($0.algorithm.rawValue):\($0.short)" } ?? version }
        return switch (from.map(shown), to.map(shown)) {
        case (let from?, let to?): from == to ? "\(name) \(to) (another file)" : "\(name) \(from) -> \(to)"
        case (nil, let to?): "\(name) \(to) (new)"
        case (let from?, nil): "\(name) \(from) (removed)"
        case (nil, nil): name
        }
    }
}

extension Lock {
    /// What differs from an older lock, sorted by name; the same move in several images or platforms is said once.
    package func difference(from old: Lock) -> [LockChange] {
        var changes: Set<LockChange> = []
        for (new, old) in [(bases, old.bases), (environments, old.environments)] {
            for name in Set(new.keys).union(old.keys) {
                let (new, old) = (new[name]?.platforms ?? [:], old[name]?.platforms ?? [:])
                for platform in Set(new.keys).union(old.keys) {
                    changes.formUnion(Self.changes(from: old[platform] ?? [], to: new[platform] ?? []))
                }
            }
        }
        for reference in Set(images.keys).union(old.images.keys) {
            changes.formUnion(Self.changes(of: reference, from: old.images[reference], to: images[reference]))
        }
        let key = { (change: LockChange) in (change.name, change.from ?? "", change.to ?? "") }
        return changes.sorted { key($0) < key($1) }
    }

    /// A base image moves as one; where it stayed, platforms may have come or gone.
    private static func changes(of reference: String, from old: LockedImage?, to new: LockedImage?) -> [LockChange] {
        guard let old, let new, old.digest == new.digest else {
            return [LockChange(name: reference, from: old?.digest.description, to: new?.digest.description)]
        }
        return Set(old.platforms.keys).union(new.platforms.keys).compactMap { platform in
            let (from, to) = (old.platforms[platform]?.digest, new.platforms[platform]?.digest)
            return from == to ? nil : LockChange(name: "\(reference) \(platform)", from: from?.description, to: to?.description)
        }
    }

    private static func changes(from old: [LockedArtifact], to new: [LockedArtifact]) -> [LockChange] {
        let before = Dictionary(old.map { ($0.name, $0) }) { first, _ in first }
        let after = Dictionary(new.map { ($0.name, $0) }) { first, _ in first }
        return Set(before.keys).union(after.keys).compactMap { name in
            let (from, to) = (before[name], after[name])
            guard from?.version != to?.version || from?.digest != to?.digest else { return nil }
            return LockChange(name: name, from: from?.version, to: to?.version)
        }
    }
}

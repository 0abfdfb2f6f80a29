import OCI

/// The wheels of one layer, and what to call it.
package struct WheelGroup: Sendable, Equatable {
    /// Sorted by name.
    package let wheels: [LockedArtifact]
    /// Whether the layer carries what no wheel brings: `pyvenv.cfg` and the interpreter's links.
    package let includesSkeleton: Bool

    /// For people: `numpy 2.4.6`, `24 small packages (anyio ... wheel)`.
    package var description: String {
        guard let first = wheels.first, let last = wheels.last else { return "the virtual environment" }
        if wheels.count == 1 { return "\(first.name) \(first.version)" }
        return "\(wheels.count) small packages (\(first.name) ... \(last.name))"
    }

    /// The digest of everything the layer's bytes depend on: what a cache of layers goes by, before any wheel is fetched.
    package func inputs(in environment: VirtualEnvironment) -> Digest {
        var lines = ["imgship wheel layer \(Self.layoutVersion)", environment.fingerprint, includesSkeleton ? "skeleton" : ""]
        for wheel in wheels {
            let isRequested = environment.requested?.contains { $0.text == wheel.name } ?? false
            lines.append("\(wheel.path) \(wheel.digest) \(isRequested)")
        }
        return Digest(of: lines.joined(separator: "\n").utf8)
    }

    /// Raised whenever the same wheels would be laid out in another way.
    private static let layoutVersion = 1
}

/// Plans the layers of a virtual environment from names and sizes alone.
///
/// A heavy wheel has a layer of its own. Small ones share a few; which one is decided by a hash of the package's name, so that a new
/// version changes one layer, and an added package moves no other one.
package enum WheelGrouping {
    /// From this size on, in bytes of the wheel, a layer of its own is worth a request more on every pull.
    private static let heavySize: Int64 = 4 << 20
    /// How many layers the small wheels share, where the budget allows.
    private static let sharedLayers = 4

    /// Groups the wheels; the same ones in any order give the same groups.
    ///
    /// The heavy ones come first, sorted by name, then the shared layers, the first of which has the skeleton and always exists.
    /// - Parameter budget: how many layers there may be; at least 1.
    package static func plan(_ wheels: [LockedArtifact], budget: Int = 16) -> [WheelGroup] {
        let shared = max(1, min(sharedLayers, budget / 4))
        let single = heaviest(of: wheels, atMost: max(0, budget - shared))
        var groups = wheels.filter { single.contains($0.name) }.sorted(by: isBefore)
            .map { WheelGroup(wheels: [$0], includesSkeleton: false) }
        var buckets = [[LockedArtifact]](repeating: [], count: shared)
        for wheel in wheels where !single.contains(wheel.name) { buckets[bucket(of: wheel.name, among: shared)].append(wheel) }
        for (index, bucket) in buckets.enumerated() where index == 0 || !bucket.isEmpty {
            groups.append(WheelGroup(wheels: bucket.sorted(by: isBefore), includesSkeleton: index == 0))
        }
        return groups
    }

    /// The names that get a layer of their own.
    private static func heaviest(of wheels: [LockedArtifact], atMost count: Int) -> Set<String> {
        // Sizes count by their power of two: a version that is a little larger does not change the order.
        let ranked = wheels.filter { $0.size >= heavySize }
            .map { (name: $0.name, magnitude: Int64.bitWidth - $0.size.leadingZeroBitCount) }
            .sorted { ($1.magnitude, $0.name) < ($0.magnitude, $1.name) }
        return Set(ranked.prefix(count).map(\.name))
    }

    /// The shared layer of a package: the one whose hash with the name is the highest (rendezvous hashing).
    private static func bucket(of name: String, among count: Int) -> Int {
        (0..<count).max { score(name, $0) < score(name, $1) } ?? 0
    }

    private static func score(_ name: String, _ bucket: Int) -> String {
        Digest(of: "\(bucket) \(name)".utf8).hex
    }

    private static func isBefore(_ a: LockedArtifact, _ b: LockedArtifact) -> Bool {
        (a.name, a.path) < (b.name, b.path)
    }
}

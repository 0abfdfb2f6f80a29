import Content
import HTTP
import OCI

/// What a push would do, found out without changing anything.
package struct PushForecast: Sendable {
    /// Blobs that would go over the wire.
    package fileprivate(set) var new = PushResult.Tally()
    /// Blobs that another repository of the registry has; it may let them be mounted.
    package fileprivate(set) var mountable = PushResult.Tally()
    /// The repositories that those are in, sorted.
    package fileprivate(set) var mountSources: [String] = []
    /// Blobs that are there already.
    package fileprivate(set) var present = PushResult.Tally()
    /// Layers that may not be distributed, which no push sends.
    package fileprivate(set) var leftOut: PushResult.Tally
    /// What each tag stands for now, in their order; nil for one that is new.
    package fileprivate(set) var tags: [(tag: String, digest: Digest?)] = []

    init(_ plan: PushPlan) { leftOut = PushResult.Tally(plan.leftOut) }

    /// A blob that is there, or is new.
    mutating func add(_ blob: Descriptor, isPresent: Bool) {
        if isPresent { present.add(blob.size) } else { new.add(blob.size) }
    }
}

extension RegistryPusher {
    /// Asks the registry what it has of an image; nothing but `HEAD`s, and `GET`s of a byte where those are not answered.
    /// - Parameter earlier: blobs that a push before this one brings into a repository, from which they can be mounted then.
    /// - Throws: as ``push(_:)``.
    package func forecast(_ request: PushRequest, after earlier: [Digest: String] = [:]) async throws -> PushForecast {
        let plan = try await PushPlan(request.root, in: content)
        var forecast = PushForecast(plan)
        var sources: Set<String> = []
        try await withThrowingTaskGroup(of: (Descriptor, BlobPlace).self) { group in
            for blob in plan.blobs {
                group.addTask { (blob, try await client.uploads.run { try await place(of: blob, request, earlier[blob.digest]) }) }
            }
            for try await (blob, place) in group {
                switch place {
                case .target: forecast.present.add(blob.size)
                case .nowhere: forecast.new.add(blob.size)
                case .other(let repository):
                    forecast.mountable.add(blob.size)
                    sources.insert(repository)
                }
            }
        }
        forecast.mountSources = sources.sorted()
        for tag in request.tags { forecast.tags.append((tag, try await client.resolve(.tag(tag), in: request.repository)?.digest)) }
        return forecast
    }

    private enum BlobPlace { case target, other(String), nowhere }

    private func place(of blob: Descriptor, _ request: PushRequest, _ earlier: String?) async throws -> BlobPlace {
        let task = client.pulling("the blob \(blob.digest)", from: request.repository)
        let answer = try await client.look(for: blob.digest, in: request.repository, task)
        if answer.isSuccess { return .target }
        // Whoever may not look there may not push there either.
        if answer.status == 401 || answer.status == 403 { throw client.refusal(answer, task) }
        if let earlier, earlier != request.repository { return .other(earlier) }
        for source in request.mountSources(of: blob.digest).prefix(Self.mountLimit) {
            if try await isMountable(blob, from: source, into: request.repository) { return .other(source) }
        }
        return .nowhere
    }

    /// Whether a source has a blob and shows it to who pushes; one that refuses is passed over, as a push does.
    private func isMountable(_ blob: Descriptor, from source: String, into repository: String) async throws -> Bool {
        let task = client.pushing("the blob \(blob.digest)", to: repository, mountingFrom: [source])
        do { return try await client.look(for: blob.digest, in: source, task).isSuccess } catch let error as RegistryError
            where (400..<500).contains(error.status ?? 0)
        {
            return false
        }
    }
}

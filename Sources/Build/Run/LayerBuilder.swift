import Bytes
import Content
import Diagnostics
import Glibc
import Layers
import OCI
import Packages
import SystemPackage

/// Makes layers, or finds them where they were made before.
struct LayerBuilder: Sendable {
    let store: ContentStore
    let threads: Int
    let reporter: any Reporter
    /// Told of every layer that is made, but not of those that are found.
    var observer: (any LayerObserver)?

    /// The layer, if it was made before from the same inputs and is still in the store. Reads no layer byte.
    func recorded(_ plan: LayerPlan) throws -> BuiltLayer? {
        guard let record = store.layerRecords.value(for: plan.key, as: LayerRecord.self), record.size >= 0 else { return nil }
        let layer = layer(plan, record)
        return try store.contains(layer.descriptor) ? layer : nil
    }

    /// Makes the layer and remembers it. Blocking.
    /// - Parameter label: what to call it in the line that says it is done.
    func build(_ plan: LayerPlan, _ files: [Digest: FilePath], label: String) throws -> BuiltLayer {
        let started = Self.coarseNow()
        let clock = ContinuousClock.now
        let source = try plan.source(files)
        var blob = try store.writer()
        if let observer { observer.started(plan, try blob.growing()) }
        let tar = try writer(plan, threads: threads).write(source, to: &blob)
        let identity = try blob.finish()
        let record = LayerRecord(digest: identity.digest, diffID: tar.diffID, size: identity.size)
        // Two changes within one tick of the kernel's clock look the same; then the layer is read again next time.
        if plan.newestChange.map({ $0 < started - 20_000_000 }) ?? true { try store.layerRecords.save(record, for: plan.key) }
        reporter.step("layer  \(label)  \(ByteCount(identity.size))  \(ElapsedTime(ContinuousClock.now - clock))")
        return layer(plan, record)
    }

    /// Makes the layer once more, on one thread and into nothing, and compares. Blocking.
    /// - Throws: ``BuildError`` `.notReproducible`.
    func verify(_ plan: LayerPlan, _ files: [Digest: FilePath], is built: BuiltLayer) throws {
        var sink = DigestSink()
        let tar = try writer(plan, threads: 1).write(try plan.source(files), to: &sink)
        let digest = sink.digest
        guard tar.diffID == built.diffID, digest == built.descriptor.digest else {
            throw BuildError(
                .notReproducible, "the layer '\(plan.origin)' did not come out the same twice",
                reason: "\(built.descriptor.digest) with content \(built.diffID), then \(digest) with content \(tar.diffID)",
                hint: "a source changed in between, or this is a defect of imgship: please report it")
        }
        reporter.step("same   \(plan.origin)")
    }

    private func writer(_ plan: LayerPlan, threads: Int) -> LayerWriter {
        LayerWriter(compression: plan.compression, threads: threads, latestTime: plan.latestTime)
    }

    private func layer(_ plan: LayerPlan, _ record: LayerRecord) -> BuiltLayer {
        let descriptor = Descriptor(mediaType: plan.mediaType, digest: record.digest, size: record.size)
        return BuiltLayer(descriptor, diffID: record.diffID, history: History(createdBy: "imgship build", comment: plan.origin))
    }

    /// Nanoseconds since 1970 on the clock that the kernel stamps files with.
    private static func coarseNow() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME_COARSE, &now)
        return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
    }
}

/// Takes bytes only to know their digest.
private struct DigestSink: ByteSink, ~Copyable {
    private var hasher = ContentHasher(.sha256)

    mutating func write(_ bytes: RawSpan) { hasher.update(bytes) }

    var digest: Digest { consuming get { Digest(hash: hasher.finish()) } }
}

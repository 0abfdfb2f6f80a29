import Content
import OCI

/// What a push did.
package struct PushResult: Sendable {
    /// How much went one way.
    package struct Tally: Hashable, Sendable {
        package internal(set) var count = 0
        /// In bytes.
        package internal(set) var size: Int64 = 0

        init() {}

        init(_ blobs: [Descriptor]) { for blob in blobs { add(blob.size) } }

        package mutating func add(_ size: Int64) {
            count += 1
            // What a manifest says of its blobs is anyone's: two of them may claim more than a number holds.
            self.size.addClamped(size)
        }
    }

    /// Of the manifest or index that was pushed.
    package let root: Descriptor
    /// Registry and repository.
    package let repository: String
    package let tags: [String]
    /// Blobs whose bytes went over the wire.
    package internal(set) var sent = Tally()
    /// Blobs that the registry took from another repository.
    package internal(set) var mounted = Tally()
    /// Blobs that were there already.
    package internal(set) var present = Tally()
    /// Layers that may not be distributed: where their bytes are, their descriptors say.
    package internal(set) var leftOut: Tally
    /// Manifests and indexes that were sent; a tag that had to be set counts as one.
    package internal(set) var documents = Tally()

    init(_ plan: PushPlan, repository: String, tags: [String]) {
        root = plan.root
        leftOut = Tally(plan.leftOut)
        self.repository = repository
        self.tags = tags
    }

    mutating func add(_ blob: Descriptor, _ outcome: BlobOutcome) {
        switch outcome {
        case .present: present.add(blob.size)
        case .mounted: mounted.add(blob.size)
        case .sent: sent.add(blob.size)
        }
    }
}

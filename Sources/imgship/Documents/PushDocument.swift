import Registry

/// What `imgship push --json` prints: build's document, with what the push did.
struct PushDocument: OutputDocument {
    struct Image: Encodable {
        let name: String
        let digest: String
        let reference: String
        let tags: [String]
        let sent: Amount
        let mounted: Amount
        let present: Amount
        /// In seconds.
        let elapsed: Double
        let platforms: [ImagesDocument.PlatformImage]
    }

    struct Amount: Encodable {
        let count: Int
        let bytes: Int64

        init(_ tally: PushResult.Tally) {
            count = tally.count
            bytes = tally.size
        }
    }

    let schema = 1
    let images: [Image]

    init(_ outcomes: [ImagePush.Outcome]) {
        images = outcomes.map { outcome in
            let (job, result) = (outcome.job, outcome.result)
            let milliseconds = (outcome.elapsed / .milliseconds(1)).rounded()
            return Image(
                name: job.name, digest: job.root.digest.description, reference: job.reference, tags: job.tags, sent: Amount(result.sent),
                mounted: Amount(result.mounted), present: Amount(result.present), elapsed: milliseconds / 1000,
                platforms: job.images.map { ImagesDocument.PlatformImage($0) })
        }
    }
}

/// What `imgship push --dry-run --json` prints.
struct PreviewDocument: OutputDocument {
    struct Image: Encodable {
        let name: String
        let digest: String
        let reference: String
        let tags: [Tag]
        let new: PushDocument.Amount
        let mountable: PushDocument.Amount
        let mountSources: [String]
        let present: PushDocument.Amount
        let pulls: [Pull]
    }

    /// What a tag stands for before the push.
    struct Tag: Encodable {
        let tag: String
        let digest: String?

        enum CodingKeys: CodingKey { case tag, digest }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(tag, forKey: .tag)
            try container.encode(digest, forKey: .digest)
        }
    }

    /// What a machine that runs the image of a tag has to pull.
    struct Pull: Encodable {
        let after: String
        let platform: String
        let missing: PushDocument.Amount
        let layers: Int
    }

    let schema = 1
    let images: [Image]

    init(_ outcomes: [PushPreview.Outcome]) {
        images = outcomes.map { outcome in
            let (job, forecast) = (outcome.job, outcome.forecast)
            let pulls = outcome.comparison.map { comparison in
                comparison.costs.map {
                    Pull(after: comparison.tag, platform: $0.platform.description, missing: .init($0.missing), layers: $0.layers)
                }
            }
            return Image(
                name: job.name, digest: job.root.digest.description, reference: job.reference,
                tags: forecast.tags.map { Tag(tag: $0.tag, digest: $0.digest?.description) }, new: .init(forecast.new),
                mountable: .init(forecast.mountable), mountSources: forecast.mountSources, present: .init(forecast.present),
                pulls: pulls ?? [])
        }
    }
}

/// The repositories of the images in Amazon ECR.
package struct RepositoriesSpec: Sendable, Equatable {
    package enum Encryption: Sendable, Equatable {
        case aes256
        /// With AWS's own key, or one of one's own: its ARN, its alias or the ARN of that.
        case kms(key: String?)
    }

    /// Whether the stack makes them; not where another environment's stack does. Nil where the file does not say: for a registry of ECR.
    package var areMade: Bool?
    /// How many tagged images stay in each.
    package var keep = 30
    /// Whether a tag stays with its image; `latest`, `cache-*` and `running-*` may move all the same.
    package var areImmutable = true
    package var encryption = Encryption.aes256

    static let keys = Keys("'repositories'", definition: "repositories", ["create", "keep", "immutable", "encryption"])

    init() {}

    init?(_ node: Node, _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        areMade = fields.read("create", reading.boolean)
        keep = fields.read("keep") { reading.integer($0, 1...10_000, "a number of images") } ?? keep
        areImmutable = fields.read("immutable", reading.boolean) ?? areImmutable
        encryption = fields.read("encryption", reading.encryption) ?? encryption
    }
}

/// What `imgship login --json` prints.
struct LoginDocument: OutputDocument {
    let schema = 1
    let registry: String
    let user: String
    /// A file or a program; null where nothing has to be kept.
    let kept: String?

    init(_ registry: String, _ outcome: Login.Outcome) {
        self.registry = registry
        user = outcome.user
        kept = outcome.place
    }

    enum CodingKeys: CodingKey { case schema, registry, user, kept }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(schema, forKey: .schema)
        try container.encode(registry, forKey: .registry)
        try container.encode(user, forKey: .user)
        try container.encode(kept, forKey: .kept)
    }
}

/// What `imgship logout --json` prints.
struct LogoutDocument: OutputDocument {
    let schema = 1
    let registry: String
    let removed: Bool
}

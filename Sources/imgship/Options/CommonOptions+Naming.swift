import Release

extension CommonOptions {
    /// What a command that is proposed must say again, so that the same services are meant.
    /// - Parameter place: nil for a verb that has no such options.
    func naming(_ place: ServiceOptions?) -> ServiceNaming {
        if let place, !place.direct.isEmpty { return ServiceNaming(isDirect: true) }
        let file = file == Self.standardFile ? [] : ["--file", file]
        let stage = env.map { ["--env", $0] } ?? []
        return ServiceNaming(options: file + stage + (place?.cluster.map { ["--cluster", $0] } ?? []))
    }
}

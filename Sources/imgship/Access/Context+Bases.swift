import Build
import Content

/// How verbs reach the registries that base images are in.
extension Context {
    /// - Parameter insecure: whether those registries may be without TLS, or have a certificate that nobody vouches for.
    func bases(of project: Project, insecure: Bool) -> RegistryBases {
        let access = BaseAccess { [self] in
            try RegistryAccess(self, registry: project.file.registry, insecure: insecure ? project.baseRegistries() : [])
        }
        return RegistryBases(access: access, reporter: reporter)
    }

    /// Layers of base images that images of the store stand on.
    func absentLayers(in store: ContentStore, insecure: Bool) -> AbsentLayers {
        let access = BaseAccess { [self] in
            // A store can be exported without its project.
            let project = try? self.project { _, _ in nil }
            let registries = insecure ? try store.origins.all().map(\.reference.domain) : []
            return try RegistryAccess(self, registry: project?.file.registry, insecure: registries)
        }
        return AbsentLayers(store: store, access: access, reporter: reporter)
    }
}

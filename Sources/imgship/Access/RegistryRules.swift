import Configuration
import SystemPackage

/// What `registries:` of the project file says, where there is one.
struct RegistryRules: Sendable {
    /// Where paths in the rules begin.
    let directory: FilePath
    private let specs: [String: RegistrySpec]

    /// - Throws: what reading the file throws.
    init(_ context: Context) throws {
        directory = context.absolute(context.options.file).removingLastComponent()
        specs = try context.projectFileIfPresent()?.registries ?? [:]
    }

    /// - Parameter registry: as it stands in references.
    subscript(_ registry: String) -> RegistrySpec? { specs[registry] }
}

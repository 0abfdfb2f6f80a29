import Configuration
import OCI

/// One image for one platform: what it stands on, its layers from the bottom up, and how it runs.
package struct ImagePlan: Sendable {
    package let name: String
    package let platform: Platform
    /// An image below all layers; nil for `scratch` and for bases made of packages.
    package let base: PlannedBase?
    /// Of the image and of all images of the file it stands on.
    package let layers: [LayerPlan]
    /// What must hold between layers.
    package let checks: [LayerCheck]
    /// The `config:` of those images, the lowest first: later ones override.
    package let configs: [RunSpec]
    /// Variables that the layers need, below what the user sets: `PATH` with the virtual environment before `$PATH`.
    package let environment: [(name: String, value: String)]
    /// Seconds since 1970; nil for as old as the image below.
    package let created: Int64?
}

/// What is to go beside the stack itself.
package struct DestructionWish: Sendable {
    /// Services of the project are deleted first.
    package var withServices = false
    /// Repositories are deleted with all their images.
    package var withImages = false
    /// Secrets that the project made are deleted; for 30 days they can be restored.
    package var withSecrets = false
    /// Logical ids of what is left behind, of a stack whose deletion has failed.
    package var retained: [String] = []

    package init() {}
}

/// A resource of a stack that is deleted.
package struct DoomedResource: Sendable, Hashable {
    package let logicalID: String
    package let physicalID: String?
    package let type: String
    /// Whether it stays when the stack goes.
    package let isKept: Bool

    /// What is lost with it.
    package var loss: String? { isKept ? nil : ResourceLoss.forGood[type] }
}

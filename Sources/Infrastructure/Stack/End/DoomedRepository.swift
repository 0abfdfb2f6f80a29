/// A repository that outlives its stack, unless it is told to go.
package struct DoomedRepository: Sendable, Hashable {
    package let name: String
    package let images: Int
    package let isDoomed: Bool
}

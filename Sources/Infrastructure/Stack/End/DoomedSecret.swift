/// A secret that the file names.
package struct DoomedSecret: Sendable, Hashable {
    package let name: String
    package let isDoomed: Bool
}

/// A service of ECS that stands on a stack.
package struct StandingService: Sendable, Hashable {
    package let cluster: String
    package let name: String
    package let runningCount: Int

    package var title: String { "\(cluster)/\(name)" }
}

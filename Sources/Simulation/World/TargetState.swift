/// A task as one target of a target group.
struct TargetState {
    let group: SimulatedTargetGroup
    let port: Int
    var state: State
    /// Why it is not healthy.
    var reason: (code: String, description: String)?
    /// When its health changes.
    var due: Moment

    enum State: String {
        case initial, healthy, unhealthy, draining
    }
}

import Content

/// Is told of layers while they are made, to do something with their bytes before they are whole.
package protocol LayerObserver: Sendable {
    /// A layer begins to be written. Called on the thread that makes it, which waits for the answer: return at once.
    func started(_ layer: LayerPlan, _ blob: GrowingBlob)
}

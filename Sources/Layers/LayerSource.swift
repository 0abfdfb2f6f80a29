/// Something that can be written as one layer.
package protocol LayerSource: Sendable {
    /// Adds every entry of the layer, in an order that depends on the inputs alone.
    ///
    /// Called on a thread of its own; may block. Throws what makes the layer impossible; nothing of it is then kept.
    func write(to layer: LayerEntries) throws
}

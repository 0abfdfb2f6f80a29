import OCI

/// Somewhere images go to as a whole: a layout or an archive on disk.
protocol ImageSink {
    /// Writes an image with everything it refers to, verified; on failure nothing is left where the image should be.
    /// - Parameter root: a manifest, or an index where the form can hold one.
    /// - Parameter name: what the image is called at its new place.
    func write(_ root: Descriptor, from layout: LayoutDirectory, as name: String) throws
}

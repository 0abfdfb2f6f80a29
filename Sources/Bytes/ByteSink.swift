/// Somewhere bytes go, in order, once.
package protocol ByteSink: ~Copyable {
    /// Takes all of `bytes` before it returns; may block.
    mutating func write(_ bytes: RawSpan) throws
}

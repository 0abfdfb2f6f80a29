/// Gives files of a sign-in new content, whole or not at all, to be read by their owner alone.
package struct FileReplacement: Sendable {
    /// Whether it may be done: asked before a sign-in is renewed, since that uses up the old one.
    package let isPossible: @Sendable (_ path: String) -> Bool
    package let replace: @Sendable (_ path: String, _ bytes: [UInt8]) throws -> Void

    package init(isPossible: @escaping @Sendable (String) -> Bool, replace: @escaping @Sendable (String, [UInt8]) throws -> Void) {
        self.isPossible = isPossible
        self.replace = replace
    }
}

import Bytes
import SystemPackage
import Terminal

extension Context {
    /// What words for people on standard error may look like.
    var errorStyle: OutputStyle { Self.style(amount: options.amount) }

    /// Whether somebody sits there who can be asked.
    var isAttended: Bool { errorStyle.hasMovingLine && !isCI && SecretPrompt() != nil }

    /// The directory of the store, whether there is a store or not.
    var storePath: FilePath {
        options.store.map(absolute) ?? absolute(options.file).removingLastComponent().appending(".imgship")
    }
}

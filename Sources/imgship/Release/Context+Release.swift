import Terminal

extension Context {
    /// What words for people on standard error may look like.
    var errorStyle: OutputStyle { Self.style(amount: options.amount) }

    /// Whether somebody sits there who can be asked.
    var isAttended: Bool { errorStyle.hasMovingLine && !isCI && SecretPrompt() != nil }
}

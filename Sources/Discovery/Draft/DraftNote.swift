import Diagnostics

/// Something that the user should know of the draft: what was not found, or not taken over.
package struct DraftNote: Sendable, Hashable {
    package let text: String
    /// What to do about it.
    package let hint: String?
    /// In one of the user's files.
    package let location: SourceLocation?

    init(_ text: String, hint: String? = nil, at location: SourceLocation? = nil) {
        self.text = text
        self.hint = hint
        self.location = location
    }
}

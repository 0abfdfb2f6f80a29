import FoundationEssentials

/// Makes a call that creates something safe to repeat: AWS does the same token's work once.
package struct RequestToken: Hashable, Sendable {
    package let text: String

    /// A new one, of 36 characters: short enough for CreateService, long enough for Secrets Manager.
    package init() { text = UUID().uuidString.lowercased() }

    /// One the caller derives from what is done.
    /// - Parameter text: 32 to 36 letters, digits and hyphens fit every service.
    package init(_ text: String) { self.text = text }
}

import HTTP
import JSON

/// A sign-in that is renewed before it ends.
struct RenewableSignIn: Sendable {
    let file: SignInFile
    let clock: RetryClock
    /// How long before its end it is renewed, in seconds.
    let window: Int64
    /// Its end in seconds since 1970; nil for what is no sign-in.
    let end: @Sendable (JSONObject) -> Int64?

    /// The sign-in as it is now, from the file or renewed and written back.
    ///
    /// Another program may renew it at the same time, and use up what we would renew it with: then the file has the new one.
    /// - Parameter renew: gives the new content; its error counts only once nothing is left that is still valid.
    /// - Throws: what `renew` throws; ``AWSError`` of the file.
    func current(
        _ content: JSONObject, _ renew: (JSONObject) async throws -> JSONObject, isolation: isolated (any Actor)? = #isolation
    ) async throws -> JSONObject {
        guard let end = end(content), end - clock.secondsSince1970() < window else { return content }
        let renewed: JSONObject
        do {
            try file.prepare()
            renewed = try await renew(content)
        } catch let error where !(error is CancellationError) {
            if let other = try renewedByAnother(content) { return other }
            if isValid(content) { return content }
            // Whoever was faster may be writing it at this moment.
            try await clock.sleep(.seconds(1))
            if let other = try renewedByAnother(content) { return other }
            throw error
        }
        // Its error counts at once: what the file has is used up.
        try file.write(renewed)
        return renewed
    }

    private func renewedByAnother(_ content: JSONObject) throws -> JSONObject? {
        guard let found = try file.read(), found != content, isValid(found) else { return nil }
        return found
    }

    private func isValid(_ content: JSONObject) -> Bool { end(content).map { $0 > clock.secondsSince1970() } ?? false }
}

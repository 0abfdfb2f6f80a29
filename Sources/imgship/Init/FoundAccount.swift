import AWS
import Diagnostics
import HTTP

/// The account and region that the credentials of this machine belong to.
struct FoundAccount: Sendable {
    let account: String?
    let region: Region?
    /// Why there is no account: nothing of that stops a first file.
    let trouble: String?

    init(account: String?, region: Region?, trouble: String? = nil) {
        self.account = account
        self.region = region
        self.trouble = trouble
    }

    /// Asks once: who has no network waits for nothing.
    /// - Throws: `CancellationError`.
    static func look(_ context: Context) async throws -> FoundAccount {
        do {
            let access = try context.aws(HTTPClient(context.httpConfiguration()), retry: .never)
            do {
                let identity = try await TokenService(try access.client(in: access.region ?? .global)).callerIdentity()
                return FoundAccount(account: identity.account, region: access.region)
            } catch let error as AWSError {
                return FoundAccount(account: nil, region: access.region, trouble: error.summary)
            }
        } catch let error as any UserFacingError {
            return FoundAccount(account: nil, region: nil, trouble: error.summary)
        }
    }
}

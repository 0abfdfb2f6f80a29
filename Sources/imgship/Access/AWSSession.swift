import AWS
import HTTP
import Release

/// AWS as the verbs about running services use it: one account, one region.
struct AWSSession: Sendable {
    let access: AWSAccess
    let client: AWSClient
    let clients: ReleaseClients

    /// - Throws: ``AWSError`` `.invalidConfiguration`, as when no region is named; credentials are looked for when they are needed.
    init(_ context: Context) throws {
        access = try context.aws(HTTPClient(context.httpConfiguration()))
        client = try access.client()
        clients = ReleaseClients(client)
    }

    /// The machine's.
    var clock: RetryClock { .system }
    /// Seconds since 1970.
    var now: Double { Double(clock.secondsSince1970()) }
}

/// `credential_process`: a program of the user's prints credentials.
struct ProcessCredentials: Sendable {
    let surroundings: Surroundings
    let profile: String
    let command: String

    func find() async throws -> Credentials {
        let source = "'credential_process' of the profile '\(profile)'"
        guard let words = CommandWords.split(command), let program = words.first else {
            throw AWSError(.invalidConfiguration, "\(source) is not a command", reason: "a quote is not closed, or it is empty")
        }
        guard let run = surroundings.runProcess else {
            throw AWSError(.credentialSource, "\(source) cannot be run here", hint: "put its credentials into the AWS_* variables")
        }
        let output: [UInt8]
        do {
            output = try await run([surroundings.expanded(program)] + words.dropFirst())
        } catch let error as CancellationError {
            throw error
        } catch {
            throw AWSError(.credentialSource, "\(source) did not work", reason: AWSError.words(of: error))
        }
        return try CredentialDocument.credentials(output, from: source, version: 1)
    }
}

import HTTP
import HTTPTypes

extension RegistryClient {
    /// Opens an upload, once: one step of what is tried again as a whole.
    func openUpload(_ task: RegistryTask) async throws -> UploadSession {
        let answer = try await attemptForHead(Request(.post, try address(task.repository, "blobs/uploads/")), task.scope)
        guard answer.isSuccess else { throw refusal(answer, task) }
        return try session(in: answer, task)
    }

    /// The session that a success opens.
    /// - Throws: ``RegistryError`` `.wrongContent` when it names none; ``HTTPError`` for a place that must not be followed.
    func session(in answer: RegistryAnswer, _ task: RegistryTask) throws -> UploadSession {
        guard let session = try UploadSession(answer, self) else {
            throw wrongContent(task, answer, "the answer has no 'Location' to upload to")
        }
        return session
    }

    /// Gives an upload up. What the registry does not forget now, it forgets by itself later.
    func discard(_ session: UploadSession, _ task: RegistryTask) async {
        var request = Request(.delete, session.address)
        request.timeouts = Timeouts(connect: .seconds(5), stall: .seconds(5), total: .seconds(10))
        // Who gives up is often cancelled, and the registry should learn of it all the same.
        await Task { [request] in _ = try? await send(request, task.scope) }.value
    }
}

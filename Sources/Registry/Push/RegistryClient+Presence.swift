import HTTP
import HTTPTypes
import OCI

extension RegistryClient {
    /// Asks whether a repository has a blob.
    ///
    /// A registry that answers a `HEAD` with neither yes nor no, as `public.ecr.aws` does with 401, is asked for a byte of it.
    /// - Returns: a success, a 404, or a refusal with its words.
    /// - Throws: ``RegistryError``; `CancellationError`.
    func look(for blob: Digest, in repository: String, _ task: RegistryTask) async throws -> RegistryAnswer {
        let place = try await reporting(task, .head) { try address(repository, "blobs/\(blob)") }
        if !habits.hidesBlobs {
            let answer = try await answer(task, Request(.head, place))
            if answer.isSuccess || answer.status == 404 { return answer }
        }
        var request = Request(.get, place)
        request.fields[.range] = "bytes=0-0"
        let answer = try await answer(task, request)
        // What refuses both may be the repository's policy and not the registry's habit.
        if answer.isSuccess || answer.status == 404 { habits.noteHiddenBlobs() }
        return answer
    }
}

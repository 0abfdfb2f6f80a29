import HTTP
import HTTPTypes
import OCI

/// Sends one blob to its end, over as many sessions, shapes and broken connections as it takes.
///
/// After a failure the registry is asked how much it has, and the upload goes on from there; one that does not say gets the blob anew.
struct BlobSending: Sendable {
    let client: RegistryClient
    let task: RegistryTask
    let body: BlobBody
    /// Whether a session is worth nothing once its upload is no longer wanted: the registry is then told to forget it.
    var givesUpSessions = false

    /// Bytes between two failures after which the second counts as the first: a long blob may break often.
    private static let progressThatCounts: Int64 = 1 << 20
    /// How often a registry that answers the question with a failure is asked it.
    private static let inquiryLimit = 2
    /// Each change of shape is for a reason of its own.
    private static let shapeLimit = 3

    private struct State {
        /// Nil to open a session.
        var position: UploadPosition?
        /// An earlier attempt broke off: what arrived of it is not known.
        var isInterrupted = false
        var mayResume: Bool
        /// Whether the position comes from what the registry said, and not from what was sent.
        var isResumed = false
        var isFirst = true
        var reached: Int64 = 0
        var inquiries = 0
        var shapes = 0
        /// Of the last request, for its error.
        var method = HTTPRequest.Method.post
    }

    private enum Outcome {
        case done
        /// Not there yet, but so much further that failures are counted anew.
        case advanced
    }

    /// - Parameter opened: a session that is open already.
    /// - Throws: ``RegistryError``; ``ContentError`` for a blob that the store does not have whole; `CancellationError`.
    func run(_ opened: UploadSession?) async throws {
        var state = State(position: opened.map { UploadPosition(session: $0) }, mayResume: client.tellsUploads)
        do {
            while try await client.retrying({ try await attempt(&state) }) == .advanced {}
        } catch {
            if givesUpSessions, let session = state.position?.session { await client.discard(session, task) }
            guard let error = error as? HTTPError else { throw error }
            throw RegistryError(error, task, method: state.method.rawValue, in: client.registry)
        }
    }

    private func attempt(_ state: inout State) async throws -> Outcome {
        if state.isInterrupted, try await settle(&state) { return .advanced }
        state.method = .post
        if state.position == nil {
            // The blob may have arrived although its answer did not.
            if !state.isFirst, let blob = body.content.identity,
                try await client.attemptForHead(try request(.head, "blobs/\(blob.digest)"), task.scope).isSuccess
            {
                return .done
            }
            state.position = UploadPosition(session: try await client.openUpload(task))
        }
        guard var position = state.position else { return .advanced }
        state.isFirst = false
        state.method = .put
        defer { state.position = position }
        do {
            if client.habits.wantsLengths { _ = try await body.content.finished() }
            try await UploadSteps(client: client, task: task, body: body, shape: client.uploadShape).run(&position)
            return .done
        } catch {
            return try judge(error, &state)
        }
    }

    /// What a failure means for the next attempt.
    private func judge(_ error: any Error, _ state: inout State) throws -> Outcome {
        state.isInterrupted = true
        switch error {
        case is UploadSteps.LengthWanted:
            client.habits.noteWantedLength()
            state.inquiries = Self.inquiryLimit
            return .advanced
        case let wrong as UploadSteps.WrongShape:
            guard state.shapes < Self.shapeLimit else { throw wrong.refusal }
            state.shapes += 1
            client.habits.change(to: wrong.next)
            state.inquiries = Self.inquiryLimit
            return .advanced
        case let refusal as RegistryError where refusal.code == .wrongContent && state.isResumed:
            // The registry did not have what it said: from its beginning then.
            state.mayResume = false
            throw HTTPError(.badResponse, client.base, message: refusal.reason)
        default: throw error
        }
    }

    /// Finds out where an interrupted upload is.
    /// - Returns: whether that is so much further than before that failures are counted anew.
    private func settle(_ state: inout State) async throws -> Bool {
        let found = try await resumption(&state)
        state.isInterrupted = false
        state.inquiries = 0
        state.position = found
        state.isResumed = found != nil
        guard let found, found.offset - state.reached >= Self.progressThatCounts else { return false }
        state.reached = found.offset
        return true
    }

    /// Where the registry says that the upload is; nil to begin anew.
    ///
    /// It is believed only between what it acknowledged and what was sent: ECR's range stands still.
    private func resumption(_ state: inout State) async throws -> UploadPosition? {
        guard state.mayResume, var position = state.position, state.inquiries < Self.inquiryLimit else { return nil }
        state.inquiries += 1
        state.method = .get
        let sent = body.progress.count
        let answer: RegistryAnswer
        do { answer = try await client.attemptForHead(Request(.get, position.session.address), task.scope) } catch let error as HTTPError {
            if case .status = error.code, state.inquiries >= Self.inquiryLimit { return nil }
            // A registry that cannot be reached may have everything still.
            if case .status = error.code {} else { state.inquiries = 0 }
            throw error
        }
        if answer.isSuccess, let session = try UploadSession(answer, client) { position.session = session }
        let told = answer.isSuccess ? answer.uploadedSize : answer.status == 404 ? nil : position.told
        guard let told, told > 1, told >= position.offset, told <= sent else { return nil }
        return UploadPosition(session: position.session, offset: told)
    }

    private func request(_ method: HTTPRequest.Method, _ rest: String) throws(HTTPError) -> Request {
        Request(method, try client.address(task.repository, rest))
    }
}

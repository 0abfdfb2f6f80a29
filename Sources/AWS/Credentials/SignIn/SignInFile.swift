import JSON

/// What a sign-in left in the home directory: read by all of AWS's own programs, and written by whichever of them renews it.
struct SignInFile: Sendable {
    let path: String
    let surroundings: Surroundings

    /// Its content; nil when there is no file, or it is not JSON.
    /// - Throws: ``AWSError`` `.credentialSource` when it cannot be read.
    func read() throws(AWSError) -> JSONObject? {
        do {
            guard let bytes = try surroundings.readFile(path) else { return nil }
            return try? JSONValue(parsing: bytes, name: path).object
        } catch {
            throw AWSError(.credentialSource, "cannot read the sign-in '\(path)'", reason: AWSError.words(of: error))
        }
    }

    /// Makes sure that `write` will be let.
    /// - Throws: ``AWSError`` `.credentialSource`.
    func prepare() throws(AWSError) {
        guard surroundings.fileReplacement?.isPossible(path) == true else { throw unwritten("its directory may not be written to") }
    }

    /// Gives it new content, whole or not at all.
    /// - Throws: ``AWSError`` `.credentialSource`.
    func write(_ content: JSONObject) throws(AWSError) {
        do { try surroundings.fileReplacement?.replace(path, JSONValue.object(content).bytes()) } catch {
            throw unwritten(AWSError.words(of: error))
        }
    }

    private func unwritten(_ reason: String) -> AWSError {
        AWSError(
            .credentialSource, "cannot keep a renewed sign-in in '\(path)'", reason: reason,
            hint: "let this user write there: whoever renews a sign-in uses up the old one")
    }
}

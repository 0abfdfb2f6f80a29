/// What a token is asked for: actions on repositories, as `repository:library/python:pull`.
/// - Source: "Token Scope Documentation" of docker/distribution.
struct Scope: Hashable, Sendable, CustomStringConvertible {
    /// Sorted, each once.
    let words: [String]
    /// Whose credentials are used.
    let repository: String

    private init(_ words: [String], repository: String) {
        self.words = Set(words).sorted()
        self.repository = repository
    }

    /// Nothing but to be known.
    static let none = Scope([], repository: "")

    static func pull(_ repository: String) -> Scope { Scope(["repository:\(repository):pull"], repository: repository) }

    /// Pushing; and pulling from the repositories that blobs are mounted from.
    static func push(_ repository: String, mountingFrom sources: [String] = []) -> Scope {
        Scope(["repository:\(repository):pull,push"] + sources.map { "repository:\($0):pull" }, repository: repository)
    }

    /// Whether a refusal is one of credentials, and not perhaps of a repository that a blob was to be mounted from.
    var isOfOneRepository: Bool { words.count { $0.hasPrefix(Self.repositoryPrefix) } < 2 }

    /// This scope and what a challenge asks for besides; what is covered already is not asked for twice.
    ///
    /// Some registries know scopes of their own alone: `public.ecr.aws` wants `aws`. Who asks for no repository gets none: `ghcr.io`
    /// challenges a login with `repository:user/image:pull`, which stands for any, and refuses everybody a token for it.
    func adding(_ challenged: String?) -> Scope {
        let extra = (challenged ?? "").split(separator: " ").prefix(16).map(String.init).filter {
            !covers($0) && !(words.isEmpty && $0.hasPrefix(Self.repositoryPrefix))
        }
        return Scope(words + extra, repository: repository)
    }

    private static let repositoryPrefix = "repository:"

    private func covers(_ word: String) -> Bool {
        let (name, actions) = Self.parts(word)
        return words.contains { own in
            let (ownName, ownActions) = Self.parts(own)
            return own == word || (ownName == name && actions.isSubset(of: ownActions))
        }
    }

    private static func parts(_ word: String) -> (Substring, Set<Substring>) {
        guard let colon = word.lastIndex(of: ":") else { return (Substring(word), []) }
        return (word[..<colon], Set(word[word.index(after: colon)...].split(separator: ",")))
    }

    var description: String { words.joined(separator: " ") }
}

import HTTP
import JSON

/// The calls of ECR's own API, beside what the registry itself answers.
package struct ECRClient: Sendable {
    private let caller: JSONCaller
    private let account: String?

    /// - Parameter account: of the registry, twelve digits; the caller's own when nil.
    package init(_ client: AWSClient, account: String? = nil) {
        caller = JSONCaller(client: client, service: .ecr)
        self.account = account
    }

    /// A repository; nil when there is none of that name.
    package func describeRepository(_ name: String) async throws -> RepositoryDescription? {
        try await orNil {
            try await caller.items("repositories", of: "DescribeRepositories", request(["repositoryNames": [.string(name)]])).first
                .map(RepositoryDescription.init)
        }
    }

    /// All repositories of the registry.
    package func describeRepositories() async throws -> [RepositoryDescription] {
        try await caller.items("repositories", of: "DescribeRepositories", request(["maxResults": 1000])).map(RepositoryDescription.init)
    }

    /// Tags of a repository by its ARN.
    package func listTagsForResource(_ arn: String) async throws -> [String: String] {
        Tags.read(try await caller.call("ListTagsForResource", ["resourceArn": .string(arn)])["tags"], .upperCase)
    }

    /// Makes a repository unless there is one of its name, which is then left as it is.
    /// - Returns: whether it was made.
    /// - Throws: as ``AWSClient``: ``AWSError`` names the action that a policy must allow.
    package func create(_ repository: NewECRRepository) async throws -> Bool {
        do {
            try await caller.call("CreateRepository", repository.parameters)
            return true
        } catch let error as AWSError where error.serviceCode == "RepositoryAlreadyExists" {
            return false
        }
    }

    /// Deletes a repository with all its images; one that is not there is no error.
    package func deleteRepository(_ name: String) async throws {
        _ = try await orNil {
            try await caller.call("DeleteRepository", request(["repositoryName": .string(name), "force": true]))
        }
    }

    /// Images by tag or digest; none of them when one is missing, which AWS answers with `ImageNotFoundException`.
    /// - Parameter images: at most 100; none for all.
    package func describeImages(_ images: [ImageID], in repository: String, limit: Int = .max) async throws -> [ECRImage] {
        var parameters: JSONObject = ["repositoryName": .string(repository)]
        if images.isEmpty { parameters["maxResults"] = 100 } else { parameters["imageIds"] = .array(images.map(\.json)) }
        return try await caller.items("imageDetails", of: "DescribeImages", request(parameters), limit: limit).map(ECRImage.init)
    }

    /// The manifests of images.
    /// - Parameters:
    ///   - images: at most 100.
    ///   - mediaTypes: those the caller understands; ECR converts, or answers a failure, for others.
    package func batchGetImage(_ images: [ImageID], in repository: String, mediaTypes: [String]) async throws -> [ECRManifest] {
        let answer = try await caller.call(
            "BatchGetImage",
            request([
                "repositoryName": .string(repository), "imageIds": .array(images.map(\.json)), "acceptedMediaTypes": JSONValue(mediaTypes),
            ]))
        return (answer["images"]?.array ?? []).map(ECRManifest.init)
    }

    /// One image of a repository.
    package enum ImageID: Hashable, Sendable {
        case tag(String)
        /// `sha256:...`
        case digest(String)

        var json: JSONValue {
            switch self {
            case .tag(let tag): ["imageTag": .string(tag)]
            case .digest(let digest): ["imageDigest": .string(digest)]
            }
        }
    }

    private func request(_ parameters: JSONObject) -> JSONObject {
        guard let account else { return parameters }
        return parameters.merging(["registryId": .string(account)]) { $1 }
    }
}

import JSON

/// Elastic Container Registry: what images there are.
extension World {
    func registry(_ action: String, _ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        switch action {
        case "DescribeRepositories": try describeRepositories(input)
        case "BatchGetImage": try batchGetImage(input)
        case "DescribeImages": try describeImages(input)
        default: throw .unknown(action)
        }
    }

    private func repositoryMissing(_ name: String) -> SimulatedFault {
        SimulatedFault(
            code: "RepositoryNotFoundException",
            message: "The repository with name '\(name)' does not exist in the registry with id '\(account.id)'")
    }

    /// A digest is what counts, when there is one.
    private static func find(_ id: JSONValue, in images: [SimulatedImage]) -> SimulatedImage? {
        let digest = id["imageDigest"]?.string, tag = id["imageTag"]?.string ?? ""
        return images.first { image in digest.map { $0 == image.digest } ?? image.tags.contains(tag) }
    }

    private func describeRepositories(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        let all = Set(account.images.map(\.repository)).sorted()
        let asked = input["repositoryNames"]?.strings ?? all
        if let missing = asked.first(where: { !all.contains($0) }) { throw repositoryMissing(missing) }
        return [
            "repositories": .array(
                asked.map { name in
                    [
                        "repositoryArn": .string(account.arn("ecr", "repository/\(name)")), "registryId": .string(account.id),
                        "repositoryName": .string(name), "repositoryUri": .string(account.repository(name)), "createdAt": now.json,
                        "imageTagMutability": "MUTABLE", "imageScanningConfiguration": ["scanOnPush": false],
                        "encryptionConfiguration": ["encryptionType": "AES256"],
                    ]
                })
        ]
    }

    private func describeImages(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        let name = input["repositoryName"]?.string ?? ""
        let all = account.images.filter { $0.repository == name }
        guard !all.isEmpty else { throw repositoryMissing(name) }
        var found: [SimulatedImage] = []
        for id in input["imageIds"]?.array ?? [] {
            guard let image = Self.find(id, in: all) else {
                let named = "imageDigest:'\(id["imageDigest"]?.string ?? "null")', imageTag:'\(id["imageTag"]?.string ?? "null")'"
                throw SimulatedFault(
                    code: "ImageNotFoundException",
                    message: "The image with imageId {\(named)} does not exist within the repository with name '\(name)' in the registry "
                        + "with id '\(account.id)'")
            }
            found.append(image)
        }
        if input["imageIds"] == nil { found = all }
        return ["imageDetails": .array(found.map { describe($0) })]
    }

    /// Manifests made up from what is known: they tell platforms, and have not the digest that they are found under.
    private func batchGetImage(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        let name = input["repositoryName"]?.string ?? ""
        let all = account.images.filter { $0.repository == name }
        guard !all.isEmpty else { throw repositoryMissing(name) }
        var found: [JSONValue] = [], failures: [JSONValue] = []
        for id in input["imageIds"]?.array ?? [] {
            guard let image = Self.find(id, in: all) else {
                failures.append(["imageId": id, "failureCode": "ImageNotFound", "failureReason": "Requested image not found"])
                continue
            }
            var answered = id
            answered["imageDigest"] = .string(image.digest)
            found.append([
                "registryId": .string(account.id), "repositoryName": .string(name), "imageId": answered,
                "imageManifest": .string(index(of: image).text()), "imageManifestMediaType": "application/vnd.oci.image.index.v1+json",
            ])
        }
        return ["images": .array(found), "failures": .array(failures)]
    }

    private func index(of image: SimulatedImage) -> JSONValue {
        let manifests = image.platforms.map { platform -> JSONValue in
            let parts = platform.split(separator: "/").map(String.init)
            return [
                "mediaType": "application/vnd.oci.image.manifest.v1+json", "digest": .string(digest(of: image.digest + platform)),
                "size": 1024,
                "platform": ["os": .string(parts.first ?? ""), "architecture": .string(parts.count > 1 ? parts[1] : "")],
            ]
        }
        return ["schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": .array(manifests)]
    }

    private func describe(_ image: SimulatedImage) -> JSONValue {
        return [
            "registryId": .string(account.id), "repositoryName": .string(image.repository), "imageDigest": .string(image.digest),
            "imageTags": JSONValue(image.tags), "imageSizeInBytes": 52_428_800, "imagePushedAt": now.json,
            "imageManifestMediaType": "application/vnd.oci.image.index.v1+json",
        ]
    }
}

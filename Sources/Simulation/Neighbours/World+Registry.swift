import JSON

/// Elastic Container Registry: what images there are.
extension World {
    func registry(_ action: String, _ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        switch action {
        case "DescribeRepositories": try describeRepositories(input)
        case "DescribeImages": try describeImages(input)
        default: throw .unknown(action)
        }
    }

    private func repositoryMissing(_ name: String) -> SimulatedFault {
        SimulatedFault(
            code: "RepositoryNotFoundException",
            message: "The repository with name '\(name)' does not exist in the registry with id '\(account.id)'")
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
            let digest = id["imageDigest"]?.string, tag = id["imageTag"]?.string
            guard let image = all.first(where: { image in digest.map { $0 == image.digest } ?? image.tags.contains(tag ?? "") }) else {
                let named = "imageDigest:'\(digest ?? "null")', imageTag:'\(tag ?? "null")'"
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

    private func describe(_ image: SimulatedImage) -> JSONValue {
        let isIndex = image.platforms.count > 1
        return [
            "registryId": .string(account.id), "repositoryName": .string(image.repository), "imageDigest": .string(image.digest),
            "imageTags": JSONValue(image.tags), "imageSizeInBytes": 52_428_800, "imagePushedAt": now.json,
            "imageManifestMediaType": .string("application/vnd.oci.image.\(isIndex ? "index" : "manifest").v1+json"),
        ]
    }
}

import Configuration
import JSON

/// A repository for each image.
struct RepositoryResources {
    let plan: StackPlan

    func add(to template: inout StackTemplate) throws(InfrastructureError) {
        guard plan.makesRepositories else { return }
        for image in plan.images {
            let id = plan.id(image, "Repository")
            try template.add(id, repository(plan.repository(of: image)).ending(.retain))
            try template.addOutput(
                plan.id(image, "RepositoryUri"), .attribute(id, "RepositoryUri"), "Where images of '\(image)' are pushed")
        }
    }

    private func repository(_ name: String) -> StackResource {
        let spec = plan.infra.repositories
        var properties: JSONObject = [
            "RepositoryName": .string(name), "ImageScanningConfiguration": ["ScanOnPush": true],
            "EncryptionConfiguration": .object(Self.encryption(spec.encryption)),
            "LifecyclePolicy": ["LifecyclePolicyText": .string(lifecycle.text())],
            "ImageTagMutability": spec.areImmutable ? "IMMUTABLE_WITH_EXCLUSION" : "MUTABLE",
        ]
        if spec.areImmutable {
            properties["ImageTagMutabilityExclusionFilters"] = .array(
                ["latest", "cache-*", RepositoryMarks.running + "*"].map {
                    ["ImageTagMutabilityExclusionFilterType": "WILDCARD", "ImageTagMutabilityExclusionFilterValue": .string($0)]
                })
        }
        return StackResource("AWS::ECR::Repository", properties)
    }

    private static func encryption(_ encryption: RepositoriesSpec.Encryption) -> JSONObject {
        switch encryption {
        case .aes256: ["EncryptionType": "AES256"]
        case .kms(let key): JSONValue.fields(["EncryptionType": "KMS", "KmsKey": key.map { .string($0) }])
        }
    }

    /// Images of an index have no tags of their own; ECR never takes them away from under it.
    ///
    /// What runs, and what was released lately, has tags of its own, which releases set: an image that the rule for them selects is not
    /// taken away by a later one. What another program has put to run is pinned by digest, and a tag that moves leaves it without one:
    /// then age says nothing, and only their number counts.
    /// - Source: Amazon ECR User Guide, "Automate the cleanup of images by using lifecycle policies", evaluation rules: "An image that
    ///   matches the tagging requirements of a rule cannot be expired or archived by a rule with a lower priority".
    private var lifecycle: JSONValue {
        let spec = plan.infra.repositories
        let untagged: JSONObject =
            spec.areImmutable
            ? ["tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 14]
            : ["tagStatus": "untagged", "countType": "imageCountMoreThan", "countNumber": JSONValue(4 * spec.keep)]
        let tagged: JSONObject = [
            "tagStatus": "tagged", "tagPatternList": ["*"], "countType": "imageCountMoreThan", "countNumber": JSONValue(spec.keep),
        ]
        return [
            "rules": [
                // One image a container of a service at most: so many there are never.
                rule(1, "what runs stays", marked(RepositoryMarks.running, most: 9999)),
                rule(2, "all but the last \(spec.keep) that were released", marked(RepositoryMarks.deployed, most: spec.keep)),
                rule(3, "what no tag leads to", untagged), rule(4, "all but the last \(spec.keep) images", tagged),
            ]
        ]
    }

    private func marked(_ mark: String, most count: Int) -> JSONObject {
        [
            "tagStatus": "tagged", "tagPatternList": [.string(mark + "*")], "countType": "imageCountMoreThan",
            "countNumber": JSONValue(count),
        ]
    }

    private func rule(_ priority: Int, _ description: String, _ selection: JSONObject) -> JSONValue {
        [
            "rulePriority": JSONValue(priority), "description": .string(description), "selection": .object(selection),
            "action": ["type": "expire"],
        ]
    }
}

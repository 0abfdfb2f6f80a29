import JSON

/// What a service deployment brings: a task definition, the settings of the service, and the digests its images had.
package struct ServiceRevision: JSONAnswer {
    package let json: JSONValue
    package init(_ json: JSONValue) { self.json = json }

    package var arn: String? { string("serviceRevisionArn") }
    package var serviceARN: String? { string("serviceArn") }
    /// ARN with revision.
    package var taskDefinition: String? { string("taskDefinition") }
    package var createdAt: Double? { time("createdAt") }
    package var images: [Image] { list("containerImages") }

    /// The image of one container.
    package struct Image: JSONAnswer {
        package let json: JSONValue
        package init(_ json: JSONValue) { self.json = json }

        package var containerName: String? { string("containerName") }
        /// As the task definition writes it.
        package var image: String? { string("image") }
        /// What ECS made of it: `sha256:...`
        package var digest: String? { string("imageDigest") }
    }
}

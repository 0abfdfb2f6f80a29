import OCI

/// The images of the containers.
enum ImageRules {
    static let all: [ReleaseRule] = [
        .container("image") { service, container, subject in
            guard let image = container.image else {
                // Said already, when it could not be looked up.
                let isKnown = service.findings.contains { $0.container == container.name && $0.rule == "image-unknown" }
                return isKnown ? [] : [subject.error("it has no 'image'")]
            }
            if image.contains("${") { return [] }
            let reference: ImageReference
            do throws(OCIError) { reference = try ImageReference(image) } catch {
                return [subject.error("'\(image)' is not the reference of an image", why: error.reason)]
            }
            if reference.digest != nil { return [] }
            if reference.tag == nil {
                return [
                    subject.error("'\(image)' has neither tag nor digest: what runs would change by itself", remedy: "pin it to a digest")
                ]
            }
            return [
                subject.warning(
                    "'\(image)' has no digest: two of its tasks may run different images",
                    remedy: "give it as \(reference.familiar)@sha256:...")
            ]
        },
        .container("image-platform") { service, container, subject in
            guard let image = container.name.flatMap({ service.images[$0] }), !image.platforms.isEmpty else { return [] }
            let wanted = platform(of: service.task)
            if image.platforms.contains(where: { $0.matches(wanted) }) { return [] }
            let has = image.platforms.map(\.description).sorted().joined(separator: ", ")
            return [
                subject.error(
                    "its image runs on \(has), its task on \(wanted)", why: "it would end with 'exec format error'",
                    remedy: "build it for \(wanted), or change the 'architecture' of the service")
            ]
        },
    ]

    /// What a task runs on, as images call it.
    static func platform(of task: TaskDefinition) -> Platform {
        Platform(
            os: task.system.hasPrefix("WINDOWS") ? "windows" : "linux", architecture: task.architecture == "ARM64" ? "arm64" : "amd64")
    }
}

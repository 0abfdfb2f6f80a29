import JSON

/// Tags of the task definition and of the service.
/// - Source: ECS API model, `Tag` and `tags`.
enum TagRules {
    static let valueLimit = 256

    static let all: [ReleaseRule] = [
        .service("tags") { service, subject in
            findings(service.task.fields["tags"], "task definition", subject)
                + findings(service.service?.fields["tags"], "service", subject)
        }
    ]

    private static func findings(_ list: JSONValue?, _ owner: String, _ subject: Subject) -> [ReleaseFinding] {
        let tags = list?.array ?? []
        var findings: [ReleaseFinding] = []
        if tags.count > 50 { findings.append(subject.error("its \(owner) has \(tags.count) tags, at most 50 are possible")) }
        var seen: Set<String> = []
        for tag in tags {
            guard let key = tag["key"]?.string, !key.isEmpty else {
                findings.append(subject.error("a tag of its \(owner) has no 'key'"))
                continue
            }
            if !seen.insert(key).inserted { findings.append(subject.error("its \(owner) has the tag '\(key)' twice")) }
            if key.count > 128 { findings.append(subject.error("the tag '\(key.prefix(30))...' has more than 128 characters")) }
            if key.lowercased().hasPrefix("aws:") { findings.append(subject.error("the tag '\(key)' must not begin with 'aws:'")) }
            let value = tag["value"]?.string ?? ""
            if value.count > valueLimit {
                findings.append(subject.error("the value of the tag '\(key)' has more than \(valueLimit) characters"))
            }
            if let bad = (key + value).first(where: { !isTagCharacter($0) }) {
                findings.append(subject.error("the tag '\(key)' holds '\(bad)', which tags cannot"))
            }
        }
        return findings
    }

    static func isTagCharacter(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character.isWhitespace || "_.:/=+-@".contains(character)
    }
}

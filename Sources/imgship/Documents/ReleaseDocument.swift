import Diagnostics
import JSON
import OCI
import Release

/// What `release`, `rollback` and `ship` print with `--json`: how it ended, whether it was real, and all that is known of it.
struct ReleaseDocument: AnswerDocument {
    /// `planned`, `refused`, or how the record ended.
    let outcome: String
    /// The scenario of a simulation; nil for what was real.
    let simulation: String?
    let record: ReleaseRecord?
    let plan: PreparedRelease?
    let wayBack: RollbackPlan?
    let findings: [ReleaseFinding]
    let error: (any UserFacingError)?
    let postMortems: [Found]

    /// A post-mortem, and the file that it is kept in.
    struct Found {
        let postMortem: PostMortem
        let file: String?
    }

    var fields: JSONObject {
        let told = record?.json.object ?? [:]
        return [
            "outcome": .string(outcome), "release": told["release"] ?? .null, "simulated": .bool(simulation != nil),
            "scenario": JSONValue(optional: simulation),
            "startedAt": told["startedAt"] ?? .null, "finishedAt": told["finishedAt"] ?? .null, "elapsed": JSONValue(optional: elapsed),
            "services": told["services"] ?? [], "unusedRevisions": told["unusedRevisions"] ?? [],
            "plan": plan.map { Self.json($0) } ?? wayBack.map(Self.json) ?? .null, "findings": .array(findings.map(Self.json)),
            "error": error.map {
                ["summary": .string($0.summary), "reason": JSONValue(optional: $0.reason), "hint": JSONValue(optional: $0.hint)]
            } ?? .null,
            "postMortems": .array(postMortems.map(Self.json)),
        ]
    }

    /// In seconds.
    private var elapsed: Int? { record.flatMap { record in record.finishedAt.map { Int($0 - record.startedAt) } } }

    private static func json(_ plan: PreparedRelease) -> JSONValue {
        var fields = PlanDocument.json(plan.plan).object ?? [:]
        fields["schema"] = nil
        fields["logGroups"] = .array(
            plan.missingLogGroups.map {
                ["service": .string($0.service), "name": .string($0.name), "retention": JSONValue($0.retention)]
            })
        return .object(fields)
    }

    private static func json(_ plan: RollbackPlan) -> JSONValue {
        let steps = plan.steps.map { step -> JSONValue in
            let (action, revision): (String, String?) =
                switch step.action {
                case .stop: ("stop", nil)
                case .update(let revision, _): ("update", revision)
                case .nothing: ("nothing", nil)
                }
            return [
                "name": .string(step.service.name), "cluster": .string(step.service.cluster), "service": .string(step.service.serviceName),
                "action": .string(action), "current": JSONValue(optional: step.current), "revision": JSONValue(optional: revision),
            ]
        }
        return ["services": .array(steps), "waves": .array(plan.waves.map { wave in JSONValue(wave.map(\.service.name)) })]
    }

    private static func json(_ finding: ReleaseFinding) -> JSONValue {
        [
            "severity": .string(finding.severity.rawValue), "rule": .string(finding.rule), "service": JSONValue(optional: finding.service),
            "container": JSONValue(optional: finding.container), "what": .string(finding.what), "why": JSONValue(optional: finding.why),
            "remedy": JSONValue(optional: finding.remedy), "location": JSONValue(optional: finding.location.map { "\($0)" }),
        ]
    }

    private static func json(_ found: Found) -> JSONValue {
        var fields = found.postMortem.json.object ?? [:]
        fields["schema"] = nil
        fields["file"] = JSONValue(optional: found.file)
        return .object(fields)
    }

    /// `REPOSITORY@sha256:...`; as it stands when there is no digest.
    static func withoutTag(_ image: String) -> String {
        guard let reference = try? ImageReference(image), reference.digest != nil else { return image }
        return reference.withoutTag.description
    }
}

/// What CloudFormation answers, in its shapes: a test compares them with botocore's model of it.
enum CloudFormationAnswers {
    static let stackID = "arn:aws:cloudformation:eu-west-1:123456789012:stack/llm-chat/0a1b2c3d-0000-0000-0000-000000000000"
    static let changeSet = "arn:aws:cloudformation:eu-west-1:123456789012:changeSet/imgship-1/0a1b2c3d-0000-0000-0000-000000000001"

    static let noStack = CannedAWS.Answer(
        400,
        "<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code>"
            + "<Message>Stack with id llm-chat does not exist</Message></Error><RequestId>r</RequestId></ErrorResponse>")

    static let ours = ["imgship:project": "llm-chat"]

    static func stack(
        _ status: String, tags: [String: String] = ours, outputs: [String: String] = [:], isProtected: Bool = false
    ) -> CannedAWS.Answer {
        let tags = tags.sorted { $0.key < $1.key }.map { "<member><Key>\($0.key)</Key><Value>\($0.value)</Value></member>" }.joined()
        let outputs = outputs.sorted { $0.key < $1.key }
            .map { "<member><OutputKey>\($0.key)</OutputKey><OutputValue>\($0.value)</OutputValue></member>" }.joined()
        return answer(
            "DescribeStacks",
            "<Stacks><member><StackId>\(stackID)</StackId><StackName>llm-chat</StackName><StackStatus>\(status)</StackStatus>"
                + "<CreationTime>2026-11-24T08:00:00Z</CreationTime><EnableTerminationProtection>\(isProtected)</EnableTerminationProtection>"
                + "<Tags>\(tags)</Tags><Outputs>\(outputs)</Outputs></member></Stacks>")
    }

    static let created = answer("CreateChangeSet", "<Id>\(changeSet)</Id><StackId>\(stackID)</StackId>")

    /// - Parameter changes: the inside of each `ResourceChange`.
    static func changes(
        _ changes: [String], status: String = "CREATE_COMPLETE", reason: String? = nil, tags: [String: String] = [:]
    ) -> CannedAWS.Answer {
        let tags = tags.sorted { $0.key < $1.key }.map { "<member><Key>\($0.key)</Key><Value>\($0.value)</Value></member>" }.joined()
        let members = changes.map { "<member><Type>Resource</Type><ResourceChange>\($0)</ResourceChange></member>" }.joined()
        return answer(
            "DescribeChangeSet",
            "<ChangeSetId>\(changeSet)</ChangeSetId><StackId>\(stackID)</StackId><Status>\(status)</Status>"
                + (reason.map { "<StatusReason>\($0)</StatusReason>" } ?? "") + "<Tags>\(tags)</Tags><Changes>\(members)</Changes>")
    }

    static func change(_ action: String, _ id: String, _ type: String, more: String = "") -> String {
        "<Action>\(action)</Action><LogicalResourceId>\(id)</LogicalResourceId><ResourceType>\(type)</ResourceType>\(more)"
    }

    /// Of one change set.
    static let waiting = answer(
        "ListChangeSets",
        "<Summaries><member><StackId>\(stackID)</StackId><ChangeSetId>\(changeSet)</ChangeSetId><ChangeSetName>imgship-1</ChangeSetName>"
            + "<Status>CREATE_COMPLETE</Status></member></Summaries>")

    static let executed = answer("ExecuteChangeSet", "")

    /// Events of stack and resources; given oldest first, answered newest first.
    static func events(_ events: [Event]) -> CannedAWS.Answer {
        answer("DescribeStackEvents", "<StackEvents>\(events.reversed().map(\.xml).joined())</StackEvents>")
    }

    struct Event {
        let second: Int
        let id: String
        let type: String
        let status: String
        var reason: String?

        init(_ second: Int, _ id: String, _ type: String, _ status: String, _ reason: String? = nil) {
            (self.second, self.id, self.type, self.status, self.reason) = (second, id, type, status, reason)
        }

        /// Of the stack itself.
        init(_ second: Int, _ status: String, _ reason: String? = nil) {
            self.init(second, "llm-chat", "AWS::CloudFormation::Stack", status, reason)
        }

        fileprivate var xml: String {
            let physical = type == "AWS::CloudFormation::Stack" ? stackID : "physical-\(id)"
            let minute = second / 60 < 10 ? "0\(second / 60)" : "\(second / 60)",
                rest = second % 60 < 10 ? "0\(second % 60)" : "\(second % 60)"
            return "<member><StackId>\(stackID)</StackId><EventId>\(id)-\(status)-\(second)</EventId><StackName>llm-chat</StackName>"
                + "<LogicalResourceId>\(id)</LogicalResourceId><PhysicalResourceId>\(physical)</PhysicalResourceId>"
                + "<ResourceType>\(type)</ResourceType><Timestamp>2026-11-24T08:\(minute):\(rest)Z</Timestamp>"
                + "<ResourceStatus>\(status)</ResourceStatus>"
                + (reason.map { "<ResourceStatusReason>\(escaped($0))</ResourceStatusReason>" } ?? "") + "</member>"
        }
    }

    /// - Parameter next: the token of a further page.
    static func resources(_ resources: [(id: String, type: String, physical: String)], next: String? = nil) -> CannedAWS.Answer {
        let members = resources.map {
            "<member><LogicalResourceId>\($0.id)</LogicalResourceId>"
                + "<PhysicalResourceId>\($0.physical)</PhysicalResourceId><ResourceType>\($0.type)</ResourceType>"
                + "<LastUpdatedTimestamp>2026-11-24T08:00:00Z</LastUpdatedTimestamp><ResourceStatus>CREATE_COMPLETE</ResourceStatus></member>"
        }
        let token = next.map { "<NextToken>\($0)</NextToken>" } ?? ""
        return answer("ListStackResources", "<StackResourceSummaries>\(members.joined())</StackResourceSummaries>\(token)")
    }

    static func answer(_ action: String, _ result: String) -> CannedAWS.Answer {
        CannedAWS.Answer(
            200,
            "<\(action)Response><\(action)Result>\(result)</\(action)Result>"
                + "<ResponseMetadata><RequestId>b9b4b068-3a41-11e5-94eb-example</RequestId></ResponseMetadata></\(action)Response>")
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}

import Configuration
import Diagnostics
import Synchronization
import Terminal
import Testing

@testable import Infrastructure
@testable import imgship

@Suite final class `A stack at a terminal`: Sendable {
    private let shown = Mutex("")

    private static func step(_ second: Double, _ id: String, _ status: String, _ reason: String? = nil) -> StackStep {
        let isOfStack = id == "llm-chat"
        return StackStep(
            logicalID: id, physicalID: nil, type: isOfStack ? "AWS::CloudFormation::Stack" : "AWS::ECS::\(id)", status: status,
            reason: reason,
            at: second, isOfStack: isOfStack)
    }

    private static let creation = [
        step(0, "llm-chat", "CREATE_IN_PROGRESS", "User Initiated"), step(2, "Cluster", "CREATE_IN_PROGRESS"),
        step(2, "Cluster", "CREATE_IN_PROGRESS", "Resource creation Initiated"), step(3, "Service", "CREATE_IN_PROGRESS"),
        step(14, "Cluster", "CREATE_COMPLETE"), step(75, "Service", "CREATE_FAILED", "it is\nnot there"),
        step(76, "llm-chat", "ROLLBACK_IN_PROGRESS"), step(90, "llm-chat", "ROLLBACK_COMPLETE"),
    ]

    private func view(moves: Bool, events: Bool = false) -> StackView {
        StackView(
            "llm-chat", style: OutputStyle(amount: .normal, hasColor: false, hasMovingLine: moves), printsEvents: events, now: { 80 },
            write: { text in self.shown.withLock { $0 += text } }, output: { text in self.shown.withLock { $0 += text } })
    }

    @Test func `is a tree of what is being worked on`() {
        var tree = StackTree("llm-chat")
        for step in Self.creation.prefix(4) { tree.take(step) }
        #expect(
            tree.lines(at: 10, width: nil, hasColor: false) == [
                "llm-chat    creating  0:10", "├─ Cluster  creating  0:08  AWS::ECS::Cluster",
                "└─ Service  creating  0:07  AWS::ECS::Service",
            ])
        #expect(tree.take(Self.creation[4]) == 12)
        #expect(
            tree.lines(at: 20, width: nil, hasColor: false) == [
                "llm-chat    creating  0:20  1 done", "└─ Service  creating  0:17  AWS::ECS::Service",
            ])
    }

    @Test func `fits its window, however much is under way`() {
        var tree = StackTree("llm-chat")
        tree.take(Self.creation[0])
        for number in 1...40 { tree.take(Self.step(1, "AResourceWithALongName\(number)", "CREATE_IN_PROGRESS")) }
        let lines = tree.lines(at: 10, width: 60, hasColor: false)
        #expect(lines.count == 14 && lines.last == "└─ and 28 more")
        for line in lines { #expect(line.count <= 60, "\(line)") }
    }

    @Test func `is a line a change elsewhere, each said once`() {
        let view = view(moves: false)
        for step in Self.creation { view.observe(step) }
        #expect(
            shown.withLock { $0 } == """
                  0:00  llm-chat  creating
                  0:02    Cluster                     creating  AWS::ECS::Cluster
                  0:03    Service                     creating  AWS::ECS::Service
                  0:14    Cluster                     created  0:12  AWS::ECS::Cluster
                  1:15    Service                     not created: it is\\nnot there  1:12  AWS::ECS::Service
                  1:16  llm-chat  taking back
                  1:30  llm-chat  taken back

                """)
    }

    @Test func `is a line of JSON for programs`() {
        view(moves: true, events: true).observe(Self.creation[5])
        #expect(
            shown.withLock { $0 }.hasPrefix(
                #"{"at":75,"event":"stack","logicalId":"Service","physicalId":null,"reason":"it is\nnot there","schema":1,"status":"CREATE_FAILED","type":"AWS::ECS::Service"}"#
            ), "\(shown.withLock { $0 })")
    }

    // MARK: Plan

    private static func plan() throws -> PlannedStack {
        let project = try ProjectFile.load(
            text: "version: 1\nproject: llm-chat\nimages: {web: {base: scratch}}\n", file: "imgship.yaml", environment: nil)
        func change(
            _ kind: PlannedChange.Kind, _ id: String, _ type: String, _ properties: [PlannedChange.Property] = [], kept: Bool = false
        )
            -> PlannedChange
        {
            PlannedChange(
                kind: kind, logicalID: id, physicalID: kind == .add ? nil : "arn:aws:x:eu-west-1:123456789012:\(id.lowercased())/1",
                type: type,
                mayBeReplaced: false, isRetained: kept, properties: properties)
        }
        return PlannedStack(
            identity: try StackIdentity(of: project), isNew: false,
            changes: [
                change(
                    .replace, "WebTargetGroup", "AWS::ElasticLoadBalancingV2::TargetGroup",
                    [.init(name: "Port", recreation: .always, before: "80", after: "8080")]),
                change(
                    .modify, "Cluster", "AWS::ECS::Cluster", [.init(name: "ClusterSettings", recreation: .never, before: nil, after: nil)]),
                change(.remove, "WebRepository", "AWS::ECR::Repository", kept: true), change(.add, "WebLogGroup", "AWS::Logs::LogGroup"),
            ], isEmpty: false, warnings: [], missingRoles: [], changeSet: "arn:c", stackID: "arn:s", madeStack: false)
    }

    @Test func `has its plan as a diff, with what is made anew in red`() throws {
        let plan = try Self.plan()
        #expect(
            StackPlanText(plan: plan, hasColor: false).text == """
                stack llm-chat: changes
                  -/+  WebTargetGroup  AWS::ElasticLoadBalancingV2::TargetGroup  webtargetgroup/1
                         Port  80 -> 8080  (makes it anew)
                         lost: its targets: nobody gets an answer until the service is released anew
                  ~    Cluster         AWS::ECS::Cluster  cluster/1
                         ClusterSettings
                  -    WebRepository   AWS::ECR::Repository  webrepository/1  (what is there is kept)
                  +    WebLogGroup     AWS::Logs::LogGroup
                  1 to add, 1 to change, 1 to make anew, 1 to remove
                """)
        let colored = StackPlanText(plan: plan, hasColor: true).text
        #expect(colored.contains("\u{1b}[31m-/+  WebTargetGroup\u{1b}[0m"))
        #expect(colored.contains("\u{1b}[31m1 to make anew\u{1b}[0m"))
    }

    @Test func `has its plan as Markdown for a pull request`() throws {
        #expect(
            StackPlanMarkdown(plan: try Self.plan()).text == """
                ### Stack `llm-chat`: changes

                1 to add, 1 to change, 1 to make anew, 1 to remove.

                | | resource | type | what changes |
                |---|---|---|---|
                | **make anew** | `WebTargetGroup` | AWS::ElasticLoadBalancingV2::TargetGroup | `Port`<br>**lost:** its targets: nobody gets an answer until the service is released anew |
                | change | `Cluster` | AWS::ECS::Cluster | `ClusterSettings` |
                | remove | `WebRepository` | AWS::ECR::Repository |  |
                | add | `WebLogGroup` | AWS::Logs::LogGroup |  |

                """)
    }
}

import AWS
import JSON
import Testing

@testable import Release

@Suite struct `A release onto instances` {
    private static let text = """
        version: 1
        project: llm-chat
        images: {backend: {base: scratch}}
        services:
          backend:
            image: backend
            port: 8000
            LINES
        infra: {capacity: {ec2: {auto-scaling-group: llm-chat}}}
        """

    @Test func `has the stack's provider by its name in AWS, and nothing of Fargate's`() throws {
        let text = Self.text.replacing("LINES", with: "memory: 512\n    capacity: [{provider: ec2, base: 1, weight: 1}]")
        let service = try Flagship.composed(["backend"], text: text)[0]
        #expect(
            service.service?.fields["capacityProviderStrategy"] == [
                ["capacityProvider": "imgship-llm-chat-ec2-llm-chat", "weight": 1, "base": 1]
            ])
        #expect(service.service?.launchType == nil)
        #expect(service.service?.fields["platformVersion"] == nil)
        #expect(service.service?.network?["assignPublicIp"] == nil, "the stack's tasks have public addresses, those on instances cannot")
        #expect(service.task.compatibilities == ["EC2"] && service.task.networkMode == "awsvpc")
        #expect(service.task.cpu == nil && service.task.memory == 512)
        #expect(ReleaseChecks.findings(in: [service], unset: []).filter { $0.severity == .error } == [])
        if ECSJudge.isThere {
            #expect(try ECSJudge.complaints("RegisterTaskDefinition", service.task.fields) == [])
            let creation = ServicePlan(service).creation(revision: "llm-chat-backend:1", token: "t")
            #expect(try ECSJudge.complaints("CreateService", creation) == [])
        }
    }

    @Test func `takes providers of another's cluster as they are called there`() throws {
        let text = Self.text.replacing("LINES", with: "cluster: other\n    memory: 512\n    capacity: [{provider: ec2}]")
        let service = try Flagship.composed(["backend"], text: text)[0]
        #expect(service.service?.providers == ["ec2"])
    }

    @Test func `needs memory of the task or of its containers`() throws {
        let text = Self.text.replacing("LINES", with: "launch-type: ec2")
        let findings = ReleaseChecks.findings(in: try Flagship.composed(["backend"], text: text), unset: [])
        #expect(findings.filter { $0.severity == .error }.map(\.rule) == ["container-memory"])
    }

    private static func scene(_ place: String, meddling: Meddler.Meddling? = nil) throws -> Scene {
        let text = Scene.backend.replacing("cpu: 512", with: place).replacing(", public-ip: true", with: "")
        return try Scene(.ok, text, running: [], meddling: meddling) { $0.capacityProviders = ["own"] }
    }

    @Test func `looks for instances, and then goes on as any other`() async throws {
        let scene = try Self.scene("capacity: [{provider: own}]")
        #expect(try await scene.release().outcome == .succeeded)
        #expect(await scene.calls("DescribeContainerInstances").count == 1)
        let fields = await scene.calls("CreateService").first?.parameters
        #expect(fields?["capacityProviderStrategy"] == [["capacityProvider": "own", "weight": 1]])
    }

    @Test func `asks nothing of instances on Fargate`() async throws {
        let scene = try Scene()
        _ = try await scene.release()
        #expect(await scene.calls("ListContainerInstances").isEmpty)
    }

    @Test func `is refused without instances`() async throws {
        let none: Meddler.Meddling = { call, _ in
            call.action == "ListContainerInstances" ? .change { _ in #"{"containerInstanceArns":[]}"# } : nil
        }
        let scene = try Self.scene("launch-type: ec2", meddling: none)
        let refusal = await #expect(throws: ReleaseRefusal.self) { try await scene.release() }
        #expect(
            refusal?.findings.filter { $0.severity == .error }.map(\.what) == [
                "no instance of the cluster 'demo' is registered and connected"
            ])
        #expect(refusal?.findings.first?.remedy == "start instances whose ECS agent has ECS_CLUSTER=demo")
    }
}

import Configuration
import Testing

@testable import Release

@Suite struct `What services ask of Fargate` {
    private static func services(_ text: String) throws -> [String: ServiceSpec] {
        let head = "version: 1\nproject: p\nimages: {a: {base: scratch}}\nservices:\n"
        return try ProjectFile.load(text: head + text, file: "imgship.yaml").services
    }

    private static func demand(_ text: String) throws -> FargateDemand { FargateDemand(try services(text)) }

    /// ECS: at most `maximumPercent`, 200 by default, of the desired tasks at once, rounded down.
    @Test func `is what runs, and at most what runs while it is replaced`() throws {
        let demand = try Self.demand("  s: {image: a, cpu: 512, memory: 1024, desired: 3, deployment: {maximum: 150}}\n")
        #expect((demand.onDemand.least, demand.onDemand.most) == (1536, 2048))
        #expect(demand.spot.most == 0)
    }

    @Test func `grows with scaling`() throws {
        let demand = try Self.demand("  s: {image: a, cpu: 1024, memory: 2048, scaling: {min: 2, max: 4, cpu: 75}}\n")
        #expect((demand.onDemand.least, demand.onDemand.most) == (2048, 8192))
    }

    @Test func `is of the kind that its capacity names`() throws {
        let spot = try Self.demand("  s: {image: a, cpu: 256, memory: 512, capacity: [{provider: FARGATE_SPOT}]}\n")
        #expect((spot.onDemand.most, spot.spot.most) == (0, 512))
        let both = try Self.demand(
            "  s: {image: a, cpu: 256, memory: 512, capacity: [{provider: FARGATE, base: 1}, {provider: FARGATE_SPOT, weight: 1}]}\n")
        #expect((both.onDemand.most, both.spot.most) == (512, 512))
        #expect((both.onDemand.least, both.spot.least) == (256, 0))
    }

    @Test func `is nothing for machines of one's own, and for a size that is in no file`() throws {
        #expect(try Self.demand("  s: {image: a, cpu: 256, memory: 512, launch-type: ec2}\n").onDemand.most == 0)
        #expect(try Self.demand("  s: {image: a, cpu: 256, memory: 512, capacity: [{provider: mine}]}\n").onDemand.most == 0)
        #expect(try Self.demand("  s: {image: a}\n").onDemand.most == 0)
    }

    @Test func `is reached by users through a load balancer, else where no other service asks`() throws {
        let two = "  back: {image: a, port: 8000}\n  front: {image: a, port: 7860, env: {URL: 'http://back:8000'}"
        #expect(EntryServices.names(of: try Self.services(two + "}\n")) == ["front"])
        #expect(EntryServices.names(of: try Self.services(two + ", load-balancer: {listen: 80}}\n")) == ["front"])
        #expect(EntryServices.names(of: try Self.services("  a: {image: a, port: 1}\n  b: {image: a, port: 2}\n")) == ["a", "b"])
        #expect(EntryServices.names(of: try Self.services("  a: {image: a}\n")).isEmpty)
    }
}

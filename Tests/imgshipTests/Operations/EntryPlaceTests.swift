import Testing

@testable import Release
@testable import imgship

@Suite struct `The address that users reach` {
    private static func service(_ name: String, running: Int = 1, desired: Int = 1, urls: [String] = []) -> ServiceStatus {
        let found = ServiceStatus.Found(
            revision: "r", images: [], desired: desired, running: running, pending: 0, deployment: nil, health: nil, urls: urls)
        return ServiceStatus(address: ServiceAddress(name: name, cluster: "demo", serviceName: name), found: found)
    }

    private static func report(_ services: [ServiceStatus]) -> String? {
        #expect(throws: EntryMissing.self) { try EntryPlace(services) }.map(\.report)
    }

    @Test func `is the first of the only service that has one`() throws {
        let place = try EntryPlace([Self.service("backend"), Self.service("frontend", urls: ["http://a:7860", "https://b"])])
        #expect((place.service.address.name, place.url) == ("frontend", "http://a:7860"))
    }

    @Test func `is one of several only when that is named`() {
        let several = [Self.service("a", urls: ["http://a"]), Self.service("b", urls: ["http://b"])]
        #expect(
            Self.report(several)
                == """
                error: several services can be reached: a, b
                  a  http://a
                  b  http://b
                  hint: name one: `imgship open a`
                """)
    }

    @Test func `is missing where nothing runs, and where nothing is open`() {
        let gone = ServiceStatus(address: ServiceAddress(name: "web", cluster: "demo", serviceName: "web"), found: nil)
        #expect(Self.report([gone])?.hasPrefix("error: nothing runs yet of 'web'\n  there is no service 'web' in cluster 'demo'") == true)
        #expect(Self.report([Self.service("web", running: 0, desired: 0)])?.contains("`imgship scale`") == true)
        #expect(Self.report([Self.service("web", running: 0)])?.contains("`imgship status`") == true)
        #expect(Self.report([Self.service("web")])?.contains("it has no load balancer, and its tasks have no public address") == true)
        #expect(Self.report([]) == "error: no service of the file has a port\n  hint: give one a 'port'")
    }

    @Test func `is proposed for images only where account and region are known`() throws {
        #expect(try InitQuestions.registry("123456789012", "eu-west-1", "p") == "123456789012.dkr.ecr.eu-west-1.amazonaws.com/p")
        #expect(try InitQuestions.registry("123456789012", "cn-north-1", "p") == "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/p")
        #expect(try InitQuestions.registry(nil, "eu-west-1", "p") == nil)
        #expect(throws: UsageError.self) { try InitQuestions.registry("12345", "eu-west-1", "p") }
    }
}

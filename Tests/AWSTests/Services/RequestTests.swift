import AWS
import Foundation
import JSON
import TestSupport
import Testing

@Suite struct `Every call of the clients` {
    /// Every list has a second page: then the request for that is among the calls as well.
    private func calls() async throws -> [AWSCall] {
        let transport = RecordingTransport { call, _ in
            switch call.parameters {
            case .json(let asked):
                let isSecond = asked["nextToken"] != nil || asked["NextToken"] != nil
                return (200, isSecond ? "{}" : "{\"nextToken\":\"\(Self.token)\",\"NextToken\":\"\(Self.token)\"}")
            case .form(let asked):
                let tokens = ["NextToken", "nextToken", "NextMarker", "Marker"].map { "<\($0)>\(Self.token)</\($0)>" }
                let isSecond = asked["NextToken"] != nil || asked["Marker"] != nil
                return (200, isSecond ? "<Answer/>" : "<Answer>\(tokens.joined())</Answer>")
            }
        }
        await EveryCall.make(with: try transport.client())
        return transport.calls
    }

    private static let token = "dG9rZW4tb2YtdGhlLW5leHQtcGFnZQ=="

    @Test(.enabled(if: PythonTools.botocore != nil, "no Python with botocore: run Scripts/setup test"))
    func `is one that botocore's models of the services accept`() async throws {
        let calls = try await calls()
        let described = calls.map { call -> JSONValue in
            let service = String(call.permission.prefix { $0 != ":" })
            switch call.parameters {
            case .json(let object): return ["service": .string(service), "action": .string(call.action), "json": .object(object)]
            case .form(let fields): return ["service": .string(service), "action": .string(call.action), "form": JSONValue(fields)]
            }
        }
        let sources = PythonTools.fixtures.appendingPathComponent("../../Sources/AWS/Services").path
        let script = PythonTools.fixtures.appendingPathComponent("botocore_calls.py").path
        let output = try Program.output([PythonTools.botocore ?? "", script, sources], input: JSONValue.array(described).bytes())
        let verdict = try JSONValue(parsing: Array(output.utf8), name: "the verdict")
        #expect(verdict["mistakes"]?.strings == [])
        #expect(verdict["missing"]?.strings == [])
    }

    @Test func `is in the catalog of permissions`() async throws {
        let called = Set(try await calls().map(\.permission))
        #expect(called.subtracting(PermissionCatalog.all.map(\.action)) == [])
        #expect(called.count > 65)
    }

    @Test func `of a list asks for the second page`() async throws {
        let second = try await calls().filter { call in
            switch call.parameters {
            case .json(let asked): asked["nextToken"]?.string == Self.token || asked["NextToken"]?.string == Self.token
            case .form(let asked): asked["NextToken"] == Self.token || asked["Marker"] == Self.token
            }
        }
        #expect(Set(second.map(\.permission)).count > 25)
    }

    @Test func `is cut into as many as the service's limit asks for`() async throws {
        let calls = try await calls()
        func sizes(_ action: String, _ key: String) -> [Int] {
            calls.filter { $0.action == action }.compactMap {
                if case .json(let object) = $0.parameters { object[key]?.array?.count } else { nil }
            }
        }
        #expect(sizes("DescribeServices", "services") == [10, 10, 5])
        #expect(sizes("DescribeTasks", "tasks") == [100, 1])
        #expect(sizes("GetParameters", "Names") == [10, 1])
    }

    @Test func `holds its secrets back when it is printed`() async throws {
        let call = try #require(try await calls().first { $0.action == "CreateSecret" })
        #expect("\(call)" == "secretsmanager:CreateSecret")
    }
}

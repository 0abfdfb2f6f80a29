import JSON

/// An EC2 instance that tasks of a cluster can run on.
package struct ECSContainerInstance: JSONAnswer {
    package let json: JSONValue
    package init(_ json: JSONValue) { self.json = json }

    package var arn: String? { string("containerInstanceArn") }
    package var instanceID: String? { string("ec2InstanceId") }
    /// `ACTIVE`, `DRAINING` and the like.
    package var status: String? { string("status") }
    /// Whether its agent is there: without it no task starts.
    package var isConnected: Bool { bool("agentConnected") ?? false }
    /// The provider that it belongs to; nil for one that registered by itself.
    package var capacityProvider: String? { string("capacityProviderName") }
    /// `x86_64` or `arm64`
    package var architecture: String? { attributes["ecs.cpu-architecture"] }
    package var attributes: [String: String] { pairs("attributes", "name", "value") }

    /// What it has in all, in CPU units and MiB.
    package var registered: Room { Room(json["registeredResources"]) }
    /// What no task has taken.
    package var remaining: Room { Room(json["remainingResources"]) }

    package struct Room: Sendable, Hashable {
        package let cpu: Int
        package let memory: Int

        init(_ resources: JSONValue?) {
            let value = { (name: String) in (resources?.array ?? []).first { $0["name"]?.string == name }?["integerValue"]?.integer ?? 0 }
            (cpu, memory) = (value("CPU"), value("MEMORY"))
        }

        package func holds(cpu: Int, memory: Int) -> Bool { cpu <= self.cpu && memory <= self.memory }
    }
}

/// Subnets and security groups. Without any subnet, every name of one is taken.
package struct SimulatedNetwork: Hashable, Sendable {
    package var subnets: [Subnet] = []
    package var securityGroups: [String] = []
    package var vpc = "vpc-0a1b2c3d4e5f60718"

    package init() {}

    package struct Subnet: Hashable, Sendable {
        package var id: String
        package var zone: String
        package var way: Way

        package init(_ id: String, zone: String, _ way: Way) {
            self.id = id
            self.zone = zone
            self.way = way
        }
    }

    /// How a subnet reaches the world.
    package enum Way: Hashable, Sendable {
        case internetGateway
        case natGateway
        case none
    }

    package static let twoPublicSubnets: SimulatedNetwork = {
        var network = SimulatedNetwork()
        network.subnets = [
            Subnet("subnet-0aaa1111bbbb22220", zone: "a", .internetGateway),
            Subnet("subnet-0aaa1111bbbb22221", zone: "b", .internetGateway),
        ]
        network.securityGroups = ["sg-0123456789abcdef0"]
        return network
    }()
}

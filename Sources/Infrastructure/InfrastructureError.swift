import Diagnostics

/// A project that no stack can be made for.
package struct InfrastructureError: UserFacingError, Equatable {
    package enum Code: Sendable, Equatable {
        /// Two names differ in nothing that a logical id can hold.
        case sameName(String)
        case portTaken(Int, by: String)
        /// Two services want the requests for one host and path.
        case routeTaken(String, Int, by: String)
        /// Two services have one place among the rules of a port.
        case priorityTaken(Int, Int, by: String)
        /// Two services let others come to one port.
        case otherSources(Int, of: String)
        /// A service without TLS at a port that has it.
        case secured(Int, by: String)
        /// Someone is let come where nobody can.
        case notOpen
        case noPort
        /// A variable where the template needs a value.
        case variable(String)
        case nothing
        /// Tasks on instances, in a cluster of the stack that has none.
        case noInstances(String?, known: [String])
        /// Instances, and no cluster of the stack.
        case noCluster
    }

    package let code: Code
    /// The service that it is about.
    package let service: String?
    package let location: SourceLocation?

    init(_ code: Code, service: String? = nil, at location: SourceLocation? = nil) {
        self.code = code
        self.service = service
        self.location = location
    }

    package var summary: String {
        let subject = service.map { "service '\($0)': " } ?? ""
        switch code {
        case .sameName(let id): return "two names of the project both become '\(id)' in the template"
        case .portTaken(let port, let other): return subject + "port \(port) of the load balancer belongs to service '\(other)' already"
        case .routeTaken(let route, let port, let other):
            return subject + "'\(route)' at port \(port) of the load balancer belongs to service '\(other)' already"
        case .priorityTaken(let priority, let port, let other):
            return subject + "priority \(priority) at port \(port) of the load balancer belongs to service '\(other)' already"
        case .otherSources(let port, let other):
            return subject + "port \(port) of the load balancer has another 'allow' for service '\(other)'"
        case .secured(let port, let other): return subject + "port \(port) of the load balancer has the certificate of service '\(other)'"
        case .notOpen: return subject + "'allow' lets nobody in, as users do not come to its tasks"
        case .noPort: return subject + "its load balancer has no port to ask"
        case .variable(let text): return subject + "'\(text)' has no value"
        case .nothing: return "the project has no images and no services: there is nothing to make a stack of"
        case .noInstances(let name?, _): return subject + "the stack's cluster has no capacity provider '\(name)'"
        case .noInstances(nil, _): return subject + "it runs on instances, and the stack's cluster has none"
        case .noCluster: return "'infra: {capacity: ...}' gives instances to the stack's cluster, and the stack has none"
        }
    }

    package var reason: String? {
        switch code {
        case .sameName: "logical ids have letters and digits alone"
        case .variable: "the template is made before anything that could be asked"
        case .otherSources: "a security group knows ports, not services"
        case .secured: "a port speaks either HTTP or HTTPS"
        case .notOpen: "they come to a load balancer, or to a service that no other one asks, on Fargate"
        case .noInstances(_, let known): known.isEmpty ? nil : "it has \(known.joined(separator: ", "))"
        case .noCluster: "every service names a 'cluster'"
        default: nil
        }
    }

    package var hint: String? {
        switch code {
        case .sameName: "rename one of them"
        case .portTaken: "give one of them another 'listen', or a 'host' or 'path' of its own"
        case .routeTaken: "give one of them another 'host' or 'path'"
        case .priorityTaken: "give one of them a 'priority' of its own"
        case .otherSources: "write the same for both, or give one of them another 'listen'"
        case .secured: "leave out 'scheme', or give it another 'listen'"
        case .notOpen: "remove it, or write it below 'load-balancer'"
        case .noPort: "give the container a 'port', or the load balancer one"
        case .variable: "set the variable, or write the value"
        case .nothing: nil
        case .noInstances: "name an Auto Scaling group: infra: {capacity: {ec2: {auto-scaling-group: NAME}}}"
        case .noCluster: "remove it, or the 'cluster' of a service"
        }
    }

    package var exitCode: ExitCode { .usage }
}

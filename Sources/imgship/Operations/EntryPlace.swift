import Diagnostics
import Release

/// The one address at which users reach a project, or why there is none.
struct EntryPlace {
    let service: ServiceStatus
    /// The first that is found.
    let url: String

    /// - Throws: ``EntryMissing``.
    init(_ services: [ServiceStatus]) throws {
        let reachable = services.filter { $0.found?.urls.isEmpty == false }
        guard let first = reachable.first, let url = first.found?.urls.first else { throw EntryMissing(services) }
        guard reachable.count == 1 else { throw EntryMissing(several: reachable) }
        (service, self.url) = (first, url)
    }
}

/// Nothing can be opened: what is missing, and how it comes about.
struct EntryMissing: UserFacingError {
    let summary: String
    let reason: String?
    let hint: String?

    init(several services: [ServiceStatus]) {
        summary = "several services can be reached: \(services.map(\.address.name).joined(separator: ", "))"
        reason = services.map { "\($0.address.name)  \($0.found?.urls.first ?? "")" }.joined(separator: "\n")
        hint = "name one: `imgship open \(services[0].address.name)`"
    }

    /// - Parameter services: those that could have had an address.
    init(_ services: [ServiceStatus]) {
        let names = services.map { "'\($0.address.name)'" }.joined(separator: ", ")
        let found = services.compactMap(\.found)
        if found.isEmpty {
            summary = services.isEmpty ? "no service of the file has a port" : "nothing runs yet of \(names)"
            reason = services.first.map { "there is no service '\($0.address.serviceName)' in cluster '\($0.address.cluster)'" }
            hint = services.isEmpty ? "give one a 'port'" : "`imgship release` brings it up"
        } else if found.allSatisfy({ $0.running == 0 }) {
            summary = "no task of \(names) runs"
            reason = found.lazy.compactMap { $0.deployment?.reason }.first
            hint =
                found.allSatisfy { $0.desired == 0 }
                ? "`imgship scale` gives it tasks" : "`imgship status` shows what it waits for, `imgship logs` what it said"
        } else {
            summary = "\(names) has no address that can be reached from here"
            reason = "it has no load balancer, and its tasks have no public address"
            hint = "give it 'load-balancer: {listen: 80}', or 'network: {public-ip: true}' in public subnets"
        }
    }
}

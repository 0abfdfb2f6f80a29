import AWS
import Release
import Terminal

/// What runs, as a table: one row a service, and one more for each further container.
struct StatusTable {
    private let services: [ServiceStatus]
    /// Seconds since 1970.
    private let now: Double

    init(_ services: [ServiceStatus], now: Double) {
        self.services = services
        self.now = now
    }

    var table: Table {
        var table = Table([
            .init("SERVICE", minimum: 8), .init("REVISION", minimum: 12), .init("IMAGE", minimum: 12), .init("TASKS"),
            .init("DEPLOYMENT"), .init("HEALTH"), .init("URL"),
        ])
        for service in services {
            guard let found = service.found else {
                table.add([.init(service.address.name, .strong), .init("not released", .faint)])
                continue
            }
            let images = found.images.map { image in found.images.count == 1 ? image.short : "\(image.container) \(image.short)" }
            table.add([
                .init(service.address.name, .strong), .init(ARN(found.revision)?.name ?? found.revision),
                .init(images.first ?? "-"), Self.tasks(found), deployment(found), Self.health(found),
                found.urls.isEmpty ? .init("-", .faint) : .init(found.urls.joined(separator: " ")),
            ])
            for image in images.dropFirst() { table.add(["", "", .init(image)]) }
        }
        return table
    }

    /// `2/2`, `1/2 +1`: running of desired, and those that are starting.
    private static func tasks(_ found: ServiceStatus.Found) -> Table.Cell {
        let text = "\(found.running)/\(found.desired)" + (found.pending > 0 ? " +\(found.pending)" : "")
        return .init(text, found.running < found.desired ? .doubtful : .plain)
    }

    private func deployment(_ found: ServiceStatus.Found) -> Table.Cell {
        guard let deployment = found.deployment else { return .init("-", .faint) }
        let age = deployment.since.map { ", " + Age.text(seconds: now - $0) } ?? ""
        let stage = deployment.pause.map { _ in "paused" } ?? deployment.stage.flatMap(ShiftWords.stage)
        let traffic = deployment.traffic.map { "\(ShiftWords.percent($0)) of the traffic" }
        let words = [stage ?? deployment.state.text, traffic].compactMap(\.self).joined(separator: ", ")
        return .init(words + age, deployment.pause == nil ? deployment.state.tone : .doubtful)
    }

    private static func health(_ found: ServiceStatus.Found) -> Table.Cell {
        guard let health = found.health else { return .init("-", .faint) }
        return .init("\(health.healthy)/\(health.total)", health.healthy < health.total || health.total == 0 ? .doubtful : .good)
    }
}

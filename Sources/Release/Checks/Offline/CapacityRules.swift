/// What tasks run on.
enum CapacityRules {
    static let all: [ReleaseRule] = [
        .service("capacity") { service, subject in
            guard let wanted = service.service, !wanted.capacity.isEmpty else { return [] }
            let items = wanted.capacity
            var findings: [ReleaseFinding] = []
            if wanted.launchType != nil { findings.append(subject.error("a launch type and capacity providers exclude each other")) }
            if items.count > 20 { findings.append(subject.error("at most 20 capacity providers are possible, found \(items.count)")) }
            if items.count(where: { ($0["base"]?.integer ?? 0) > 0 }) > 1 {
                findings.append(subject.error("only one capacity provider can have a 'base'"))
            }
            if !items.contains(where: { ($0["weight"]?.integer ?? 0) > 0 }) {
                findings.append(subject.error("at least one capacity provider needs a 'weight' above 0"))
            }
            for item in items {
                if let weight = item["weight"]?.integer, !(0...1000).contains(weight) {
                    findings.append(subject.error("a weight of \(weight) is not possible: give 0 to 1000"))
                }
                if let base = item["base"]?.integer, !(0...100_000).contains(base) {
                    findings.append(subject.error("a base of \(base) is not possible: give 0 to 100000"))
                }
            }
            let names = items.compactMap { $0["capacityProvider"]?.string }
            if names.contains(where: { $0.hasPrefix("FARGATE") }), names.contains(where: { !$0.hasPrefix("FARGATE") }) {
                findings.append(subject.error("Fargate and other capacity providers cannot be mixed"))
            }
            return findings
        },
        .service("compatibility") { service, subject in
            let type = service.effective.launchType
            let providers = service.effective.capacity.compactMap { $0["capacityProvider"]?.string }
            let isFargate = providers.isEmpty ? type == "FARGATE" : providers.allSatisfy { $0.hasPrefix("FARGATE") }
            guard isFargate, !service.task.compatibilities.isEmpty, !service.task.runsOnFargate else { return [] }
            return [
                subject.error(
                    "it runs on Fargate, but its task definition requires \(service.task.compatibilities.joined(separator: ", "))")
            ]
        },
        .service("create-only") { service, subject in
            guard let running = service.running, running.isActive, let wanted = service.service else { return [] }
            return ["launchType", "schedulingStrategy", "role"].compactMap { key in
                guard let new = wanted.fields[key]?.string, let old = running.service.fields[key]?.string, old != new else { return nil }
                return subject.error(
                    "its '\(key)' is \(old) and cannot become \(new)", why: "ECS decides it when the service is made",
                    remedy: key == "launchType" ? "use 'capacity' with a capacity provider" : "make a service of another name")
            }
        },
    ]
}

import Diagnostics
import OCI

/// What can only be judged with the whole file in view.
extension ProjectFile {
    func check(_ fields: Fields, baseNames: [String], _ reading: Reading) {
        checkNames(fields, baseNames, reading)
        checkBases(fields, baseNames, reading)
        checkImages(fields, reading)
        checkServices(fields, reading)
    }

    /// Of a project with its environment: a stack has both in its name, which CloudFormation wants to be at most 128 characters long.
    private static let nameLimit = 120

    private func checkNames(_ fields: Fields, _ baseNames: [String], _ reading: Reading) {
        let length = project.utf8.count + (environment.map { 1 + $0.utf8.count } ?? 0)
        if length > Self.nameLimit {
            let subject =
                environment == nil ? "the project's name has" : "the names of the project and of '\(environment ?? "")' have together"
            reading.report(fields.place("project"), "\(subject) \(length) characters: stacks and clusters take \(Self.nameLimit)")
        }
        for name in fields["images"]?.keyNames ?? [] where baseNames.contains(name) {
            reading.report(fields["images"]?[name]?.keyPlace ?? fields.node.place, "'\(name)' names both a base and an image: rename one")
        }
    }

    private func checkBases(_ fields: Fields, _ baseNames: [String], _ reading: Reading) {
        for (name, base) in bases {
            guard let parent = base.base else { continue }
            guard baseNames.contains(parent) else {
                reading.unknown("base", parent, at: base.baseOrigin.place, among: baseNames.filter { $0 != name })
                continue
            }
            if let own = base.debian, let inherited = bases[parent]?.debian, own != inherited {
                reading.report(base.baseOrigin.place, "base '\(parent)' is \(inherited), but '\(name)' is \(own): releases cannot be mixed")
            }
        }
        reportCycles(bases.mapValues { $0.base.map { [$0] } ?? [] }, "base", reading) { bases[$0]?.baseOrigin }
    }

    private func checkImages(_ fields: Fields, _ reading: Reading) {
        reportCycles(imageGraph, "image", reading) { images[$0]?.baseOrigin }
        for (name, image) in images {
            guard case .image(let parent) = image.base, images[parent] != nil else { continue }
            let missing = platforms(ofImage: name).filter { !platforms(ofImage: parent).contains($0) }
            if !missing.isEmpty {
                reading.report(
                    image.baseOrigin.place,
                    "image '\(name)' is built for \(missing.map(\.description).joined(separator: ", ")), but its base '\(parent)' is not")
            }
        }
    }

    private func checkServices(_ fields: Fields, _ reading: Reading) {
        let names = fields["services"]?.keyNames ?? []
        for (name, service) in services {
            for other in service.afterOrigins where !names.contains(other.name) {
                reading.unknown("service", other.name, at: other.origin.place, among: names.filter { $0 != name })
            }
        }
        reportCycles(services.mapValues(\.after), "service", reading) { services[$0]?.afterOrigins.first?.origin }
    }

    private func reportCycles(_ graph: [String: [String]], _ kind: String, _ reading: Reading, at origin: (String) -> Origin?) {
        for cycle in Cycle.all(in: graph) {
            guard let first = cycle.first, let origin = origin(first) else { continue }
            let message = cycle.count == 2 ? "'\(first)' depends on itself" : "is a cycle: \(cycle.joined(separator: " -> "))"
            reading.report(origin.place, cycle.count == 2 ? "\(kind) \(message)" : "the order of \(kind)s \(message)")
        }
    }
}

extension Origin {
    /// The place in the file, for a finding.
    var place: Place { Place(line: location.line ?? 1, column: location.column ?? 1) }
}

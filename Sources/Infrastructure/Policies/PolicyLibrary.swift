import Configuration
import Diagnostics
import JSON

/// The policies that a project adds to the roles of its stack, read and checked.
struct PolicyLibrary {
    private var files: [String: PolicyFile] = [:]

    /// - Throws: ``PolicyError`` for the first that is none, or what `read` throws.
    init(_ project: ProjectFile, _ read: (String) throws -> [UInt8]) throws {
        for service in project.services.sorted(by: { $0.key < $1.key }).map(\.value) {
            for source in service.taskPolicies + service.executionPolicies {
                guard case .file(let path) = source.kind, files[path] == nil else { continue }
                files[path] = try PolicyFile(path, at: source.origin.location, read)
            }
        }
    }

    /// For each file that allows everything on everything, what to say of it.
    var warnings: [String] {
        files.values.sorted { $0.path < $1.path }.flatMap { file in
            file.unlimited.map { "\(file.path): statement \($0) allows every action on every resource" }
        }
    }

    /// Gives a role what the user has added to it, each policy once.
    /// - Throws: ``PolicyError``, ``InfrastructureError`` `.sameName`.
    func add(_ sources: [PolicySource], to role: StackResource, _ id: String) throws -> StackResource {
        var role = role
        var inline = role.properties["Policies"]?.array ?? []
        var managed: [String] = []
        let location = sources.first?.origin.location
        var seen: Set<PolicySource.Kind> = []
        for source in sources where seen.insert(source.kind).inserted {
            switch source.kind {
            case .managed(let arn): managed.append(arn)
            case .file(let path):
                guard let file = files[path] else { continue }
                if inline.contains(where: { $0["PolicyName"]?.string == file.name }) { throw InfrastructureError(.sameName(file.name)) }
                inline.append(["PolicyName": .string(file.name), "PolicyDocument": file.document])
            }
        }
        let size = inline.reduce(0) { $0 + ($1["PolicyDocument"]?.text().count ?? 0) }
        // What our part alone has too much of is told later, of all roles.
        if !sources.isEmpty, size > PolicyError.sizeLimit { throw PolicyError(.tooLong(size, role: id, isOurs: false), location) }
        if managed.count > PolicyError.managedLimit { throw PolicyError(.tooMany(managed.count, role: id), location) }
        if !inline.isEmpty { role.properties["Policies"] = .array(inline) }
        if !managed.isEmpty { role.properties["ManagedPolicyArns"] = JSONValue(managed) }
        return role
    }
}

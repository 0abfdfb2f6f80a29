import AWS
import Bytes
import Configuration
import Diagnostics
import Release
import SystemPackage

/// The services a verb is about: those of the file by their names there, or others by cluster and name.
struct ServiceSelection {
    private let context: Context
    private let options: ServiceOptions
    private let region: Region

    init(_ context: Context, _ options: ServiceOptions, _ session: AWSSession) {
        self.context = context
        self.options = options
        region = session.client.region
    }

    /// What services are in that are named without a file and without a cluster, as for AWS's own programs.
    private static let standardCluster = "default"

    /// - Parameter names: of the file; all of them when empty.
    /// - Throws: ``UsageError`` for a name that is not in the file; what is wrong with the file.
    func many(_ names: [String]) throws -> [ServiceAddress] {
        if let direct = try directly(names) { return direct }
        let file = try context.projectFile()
        guard !file.services.isEmpty else {
            throw UsageError("'\(file.file)' has no services", hint: "name one of a cluster: --cluster CLUSTER --service SERVICE")
        }
        for name in names where file.services[name] == nil { throw Self.unknown(name, file) }
        let chosen = names.isEmpty ? file.services.keys.sorted() : names
        let composer = ReleaseComposer(file, to: destination(of: file), facts: ReleaseFacts(), read: context.definition)
        return try composer.compose(chosen).map { ServiceAddress(name: $0.name, cluster: $0.cluster, serviceName: $0.serviceName) }
    }

    /// - Parameter name: of the file; its only service when nil.
    func one(_ name: String?) throws -> ServiceAddress {
        let found = try many(name.map { [$0] } ?? [])
        guard found.count == 1 else {
            throw UsageError("no service is named", hint: "name one of: \(found.map(\.name).joined(separator: ", "))")
        }
        return found[0]
    }

    /// Where a project's services are.
    /// - Parameter account: twelve digits, where ARNs matter.
    func destination(of file: ProjectFile, account: String = "") -> Destination {
        Destination(project: file.project, environment: file.environment, region: region, account: account, cluster: options.cluster)
    }

    /// Nil when the names are those of a file.
    private func directly(_ names: [String]) throws -> [ServiceAddress]? {
        guard !options.direct.isEmpty else { return nil }
        guard names.isEmpty else {
            throw UsageError("'\(names[0])' is a name of the project file, which --service does without", hint: "use one of the two")
        }
        return options.direct.map {
            ServiceAddress(name: $0, cluster: options.cluster ?? Self.standardCluster, serviceName: $0)
        }
    }

    private static func unknown(_ name: String, _ file: ProjectFile) -> UsageError {
        let known = file.services.keys.sorted()
        let near = NearestName.suggestion(for: name, among: known)
        return UsageError(
            "'\(file.file)' has no service '\(name)'", reason: "it has \(known.joined(separator: ", "))",
            hint: near.map { "did you mean '\($0)'?" })
    }
}

extension Context {
    /// The bytes of a JSON definition, by its path as the project file has it.
    func definition(_ path: String) throws -> [UInt8] {
        try FileContent.read(absolute(options.file).removingLastComponent().pushing(.init(path)), limit: 4 << 20)
    }
}

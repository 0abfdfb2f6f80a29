import Diagnostics

/// A task or service definition that cannot be used.
package struct DefinitionError: UserFacingError, Equatable {
    package enum Code: Sendable, Equatable {
        case unknownContainer(String, among: [String])
        case unknownService(String, among: [String])
        case notAnObject
        case unreadable
    }

    package let code: Code
    /// The file or family.
    package let name: String
    package let reason: String?

    init(_ code: Code, _ name: String, reason: String? = nil) {
        self.code = code
        self.name = name
        self.reason = reason
    }

    package var summary: String {
        switch code {
        case .unknownContainer(let container, _): "'\(name)' has no container '\(container)'"
        case .unknownService(let service, _): "'\(name)' has no service '\(service)'"
        case .notAnObject: "'\(name)' is no definition that ECS could take"
        case .unreadable: "cannot read the definition '\(name)'"
        }
    }

    package var hint: String? {
        switch code {
        case .unknownContainer(let given, let names), .unknownService(let given, let names):
            if let near = NearestName.suggestion(for: given, among: names) {
                "did you mean '\(near)'?"
            } else {
                "it has: \(names.joined(separator: ", "))"
            }
        case .notAnObject: "give the JSON that 'aws ecs register-task-definition --cli-input-json' or 'create-service' takes"
        case .unreadable: nil
        }
    }

    package var exitCode: ExitCode { .usage }
}

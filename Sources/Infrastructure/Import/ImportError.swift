import Diagnostics

/// It cannot be said how something is taken into a stack, or used as it is.
package struct ImportError: UserFacingError, Equatable {
    package enum Code: Sendable, Equatable {
        /// The template of the stack, to which what is taken in would be added.
        case notJSON(String)
        case noCluster(String, region: String)
        case noServices([String], cluster: String)
    }

    package let code: Code
    package let stack: String?

    init(_ code: Code, stack: String? = nil) {
        self.code = code
        self.stack = stack
    }

    package var summary: String {
        switch code {
        case .notJSON: "the template of the stack '\(stack ?? "")' is no JSON, and cannot be added to"
        case .noCluster(let cluster, let region): "there is no cluster '\(cluster)' in \(region)"
        case .noServices(let names, let cluster):
            names.isEmpty
                ? "there are no services in cluster '\(cluster)'"
                : "there is no service \(names.map { "'\($0)'" }.joined(separator: ", ")) in cluster '\(cluster)'"
        }
    }

    package var reason: String? {
        if case .notJSON(let words) = code { words } else { nil }
    }

    package var hint: String? {
        switch code {
        case .notJSON: "let `imgship infra apply` change the stack once: it sends JSON"
        case .noCluster: "check the name, the region and the account: `aws ecs list-clusters`"
        case .noServices: "check the names: `aws ecs list-services --cluster CLUSTER`"
        }
    }

    package var exitCode: ExitCode { .usage }
}

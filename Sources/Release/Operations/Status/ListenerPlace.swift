import AWS
import Configuration

/// Where a browser finds what is behind a port of a load balancer.
struct ListenerPlace {
    private let scheme: String
    private let host: String
    /// `:8080`, or nothing for the port that browsers take anyway.
    private let port: String

    /// Nil for a listener without a port.
    init?(_ listener: Listener, of host: String) {
        guard let port = listener.port else { return nil }
        let usual: Int?
        switch listener.protocol {
        case "HTTPS": (scheme, usual) = ("https", 443)
        case "HTTP": (scheme, usual) = ("http", 80)
        case let other: (scheme, usual) = (other?.lowercased() ?? "tcp", nil)
        }
        self.host = host
        self.port = port == usual ? "" : ":\(port)"
    }

    var url: String { "\(scheme)://\(host)\(port)" }

    /// - Parameters:
    ///   - hosts: of a rule, with wildcards; empty for any.
    ///   - paths: the same.
    /// - Returns: nil where the rule leaves the host open.
    func url(hosts: [String], paths: [String]) -> String? {
        let named = hosts.first { !RoutePattern.isOpen($0) }
        guard hosts.isEmpty || named != nil else { return nil }
        let path = paths.first.map(RoutePattern.beginning) ?? ""
        return "\(scheme)://\(named ?? host)\(port)" + (path == "/" ? "" : path)
    }
}

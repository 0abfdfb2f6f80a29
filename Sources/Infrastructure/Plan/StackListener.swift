import Configuration

/// A port of a load balancer of the stack, and what becomes of those who come to it.
struct StackListener {
    let port: Int
    let use: Use
    /// ARNs, first the one for whoever asks for no name that another one is for; none without TLS.
    let certificates: [String]
    /// Blocks of addresses that may come; nil for whoever reaches the load balancer.
    let sources: [String]?

    enum Use {
        /// To the same address with TLS.
        case redirect(to: Int)
        /// To services: one without hosts and paths has what the rules of the others leave.
        case services(entry: PublishedService?, routed: [PublishedService], isTest: Bool)
    }

    /// A port that exists already keeps its resource whatever becomes of it: CloudFormation makes what is new before it removes what is
    /// old, and a load balancer has no port twice.
    func id(_ balancer: StackBalancer) -> String { "\(balancer.id)Port\(port)Listener" }

    var isSecure: Bool { !certificates.isEmpty }
    var scheme: String { isSecure ? "https" : "http" }

    /// As browsers write it: without the port that they take anyway.
    var portText: String { port == (isSecure ? 443 : 80) ? "" : ":\(port)" }
}

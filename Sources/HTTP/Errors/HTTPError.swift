import Diagnostics

/// A request that did not get the answer it asked for.
package struct HTTPError: UserFacingError, Equatable {
    package enum Code: Hashable, Sendable {
        /// The address, or a name or path of the configuration, is not usable.
        case invalidAddress, invalidConfiguration
        /// The name has no address (DNS), of the host or of the proxy.
        case couldNotResolve
        /// No connection: refused, unreachable, broken off before it was encrypted, or the proxy said no.
        case couldNotConnect
        /// The certificate or the handshake was not accepted, by either side.
        case tls
        /// Too slow to connect, silent for too long, or too long in all.
        case timeout(Phase)
        /// The connection ended before the answer did.
        case reset
        /// The body is shorter than its announced length.
        case truncated
        /// The answer is not HTTP: bad framing, bad encoding.
        case badResponse
        /// Header fields or body are larger than the limit.
        case tooLarge
        case tooManyRedirects
        /// A redirect from https to http, or to something that is not HTTP.
        case refusedRedirect
        /// An answer with a status the caller does not take.
        case status(Int)
        /// The client was closed, or libcurl has no memory or a bug.
        case unusable
    }

    package enum Phase: Hashable, Sendable { case connect, stall, total }

    package let code: Code
    /// The address asked for, without user info and without the values of its query.
    package let address: String
    package let host: String
    /// libcurl's or the server's own words.
    package let message: String?
    /// How long the server asks to be left alone, from `Retry-After`.
    package let retryAfter: RetryAfter?

    package init(_ code: Code, _ address: WebAddress, message: String? = nil, retryAfter: RetryAfter? = nil) {
        self.init(code, address: address.description, host: address.host, message: message, retryAfter: retryAfter)
    }

    init(_ code: Code, address: String, host: String, message: String?, retryAfter: RetryAfter? = nil) {
        self.code = code
        self.address = address
        self.host = host
        self.message = message
        self.retryAfter = retryAfter
    }

    package var summary: String {
        switch code {
        case .invalidAddress: "'\(address)' is not an address imgship can use"
        case .invalidConfiguration: "cannot set up the connection to '\(host)'"
        case .couldNotResolve: "cannot find the host of '\(address)'"
        case .couldNotConnect: "cannot connect to '\(host)' for '\(address)'"
        case .tls: "no trusted connection to '\(host)' for '\(address)'"
        case .timeout(.connect): "'\(host)' did not accept a connection in time for '\(address)'"
        case .timeout(.stall): "'\(host)' stopped sending '\(address)'"
        case .timeout(.total): "'\(address)' took too long"
        case .reset: "'\(host)' broke off '\(address)'"
        case .truncated: "'\(host)' sent only a part of '\(address)'"
        case .badResponse: "'\(host)' did not answer '\(address)' in proper HTTP"
        case .tooLarge: "the answer of '\(address)' is too large"
        case .tooManyRedirects: "'\(address)' redirects too often"
        case .refusedRedirect: "'\(address)' redirects to a place that is not safe to follow"
        case .status(let number): "'\(address)' answered \(number)"
        case .unusable: "cannot ask for '\(address)'"
        }
    }

    package var reason: String? { message }

    package var hint: String? {
        switch code {
        case .couldNotResolve: "check the name, the network, and whether a proxy is needed (HTTPS_PROXY)"
        case .couldNotConnect, .timeout(.connect): "check the network, and whether a proxy is needed (HTTPS_PROXY)"
        case .tls: "if the network has a certificate authority of its own, name its bundle in SSL_CERT_FILE"
        case .status(401), .status(403): "check the credentials for '\(host)'"
        case .status(407): "check the user and password of the proxy (HTTPS_PROXY)"
        case .status(429): "'\(host)' limits how often it may be asked; try again later"
        default: nil
        }
    }

    package var exitCode: ExitCode {
        switch code {
        case .invalidAddress, .invalidConfiguration: .usage
        default: .failed
        }
    }

    /// In a few words, for a list of places that were tried: "404", "timed out".
    package var inShort: String {
        let words: String =
            switch code {
            case .invalidAddress: "is not a usable address"
            case .invalidConfiguration, .unusable: "could not be asked"
            case .couldNotResolve: "host not found"
            case .couldNotConnect: "could not connect"
            case .tls: "no trusted connection"
            case .timeout(.connect): "timed out while connecting"
            case .timeout(.stall): "timed out: no data"
            case .timeout(.total): "timed out"
            case .reset: "broke off the connection"
            case .truncated: "sent only a part"
            case .badResponse: "answered in broken HTTP"
            case .tooLarge: "sent too much"
            case .tooManyRedirects: "redirects too often"
            case .refusedRedirect: "redirects to an unsafe place"
            case .status(let number): "\(number)"
            }
        guard let message, !message.isEmpty else { return words }
        return "\(words) (\(message))"
    }
}

import Diagnostics

/// How a client reaches the network; values only, nothing is read from the environment.
package struct HTTPConfiguration: Sendable {
    package var userAgent: String
    package var timeouts: Timeouts
    package var proxy: ProxyConfiguration
    package var trust: TLSTrust

    package init(
        userAgent: String = "imgship", timeouts: Timeouts = Timeouts(), proxy: ProxyConfiguration = ProxyConfiguration(),
        trust: TLSTrust = TLSTrust()
    ) {
        self.userAgent = userAgent
        self.timeouts = timeouts
        self.proxy = proxy
        self.trust = trust
    }
}

/// The proxies to go through, as the variables of the same names give them.
package struct ProxyConfiguration: Sendable {
    /// `HTTP_PROXY`: for http addresses.
    package var http: Secret<String>?
    /// `HTTPS_PROXY`: for https addresses.
    package var https: Secret<String>?
    /// `NO_PROXY`: host names, domains and CIDR blocks with commas between, or `*`.
    package var exceptions: String

    package init(http: Secret<String>? = nil, https: Secret<String>? = nil, exceptions: String = "") {
        self.http = http
        self.https = https
        self.exceptions = exceptions
    }

    /// The proxy that an address is asked through, unless it is one of the exceptions; none for what never leaves the machine.
    /// - Source: Go's `net/http.ProxyFromEnvironment`, and with it docker, crane and skopeo.
    func proxy(for address: WebAddress) -> Secret<String>? {
        address.isLoopback ? nil : address.isSecure ? https : http
    }
}

/// Whose certificates are trusted, and with which we show who we are.
package struct TLSTrust: Sendable {
    /// A PEM file that replaces the machine's bundle.
    package var bundle: String?
    /// PEM files that are trusted as well.
    package var extraAuthorities: [String]
    package var clientCertificate: ClientCertificate?
    package var unverified: UnverifiedHosts

    package init(
        bundle: String? = nil, extraAuthorities: [String] = [], clientCertificate: ClientCertificate? = nil,
        unverified: UnverifiedHosts = .none
    ) {
        self.bundle = bundle
        self.extraAuthorities = extraAuthorities
        self.clientCertificate = clientCertificate
        self.unverified = unverified
    }

    package struct ClientCertificate: Sendable {
        /// PEM file with the certificate and those between it and its authority.
        package var certificate: String
        /// PEM file with the private key; nil when it is in the same file.
        package var key: String?
        package var password: Secret<String>?
        /// The one origin that it is shown to, not to where that redirects; nil to show it to whoever asks.
        package var origin: WebAddress.Origin?

        package init(certificate: String, key: String? = nil, password: Secret<String>? = nil, origin: WebAddress.Origin? = nil) {
            self.certificate = certificate
            self.key = key
            self.password = password
            self.origin = origin
        }
    }

    /// Hosts whose certificate is not looked at. Anyone in between can then read and change what is sent.
    package enum UnverifiedHosts: Sendable {
        case none
        /// Only what never leaves the machine.
        case loopback
        /// By request of the user: `host` or `host:port`, in lower case; loopback too.
        case named(Set<String>)
    }

    /// Whether the certificate of this address is looked at.
    package func verifies(_ address: WebAddress) -> Bool {
        switch unverified {
        case .none: true
        case .loopback: !address.isLoopback
        case .named(let hosts):
            !address.isLoopback && !hosts.contains(address.host) && !hosts.contains("\(address.host):\(address.port)")
        }
    }
}

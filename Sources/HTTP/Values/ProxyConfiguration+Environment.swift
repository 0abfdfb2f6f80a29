import Diagnostics

extension ProxyConfiguration {
    /// The proxies that the variables of a process name; of two spellings the one in small letters counts.
    /// - Source: curl(1), "ENVIRONMENT".
    package init(environment: [String: String]) {
        func variable(_ names: String...) -> String? { names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty } }
        // Upper-case HTTP_PROXY is not read, as in curl: a CGI server would let its clients set it.
        self.init(
            http: variable("http_proxy", "all_proxy", "ALL_PROXY").map { Secret($0) },
            https: variable("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY").map { Secret($0) },
            exceptions: variable("no_proxy", "NO_PROXY") ?? "")
    }
}

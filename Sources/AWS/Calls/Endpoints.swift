import HTTP

/// Decides which host a service is asked at.
package struct Endpoints: Sendable {
    /// Hosts with cryptography validated for the US government.
    package var usesFIPS: Bool
    /// Hosts with IPv6.
    package var usesDualStack: Bool
    /// Addresses the user gives, by ``AWSService/variable``; "" is for all services that have none of their own.
    private var given: [String: String]

    package init(usesFIPS: Bool = false, usesDualStack: Bool = false, given: [String: String] = [:]) {
        self.usesFIPS = usesFIPS
        self.usesDualStack = usesDualStack
        self.given = given
    }

    /// From the variables `AWS_ENDPOINT_URL`, `AWS_ENDPOINT_URL_<SERVICE>`, `AWS_USE_FIPS_ENDPOINT`, `AWS_USE_DUALSTACK_ENDPOINT` and
    /// `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS`, and the same keys of a profile, which count for less.
    /// - Source: AWS SDKs and Tools Reference Guide, "Service-specific endpoints".
    package init(environment: [String: String], profile: Profile?, profiles: ProfileFiles? = nil) {
        func isTrue(_ variable: String, _ key: String) -> Bool {
            (environment.nonEmpty(variable) ?? profile?[key])?.lowercased() == "true"
        }
        usesFIPS = isTrue("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint")
        usesDualStack = isTrue("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint")
        given = [:]
        guard !isTrue("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls") else { return }
        given[""] = profile?["endpoint_url"]
        let section = profile?["services"].flatMap { profiles?.services[$0] }
        for (key, url) in section?.values ?? [:] where key.hasSuffix(".endpoint_url") {
            given[key.dropLast(".endpoint_url".count).uppercased()] = url
        }
        // All variables count for more than all keys: one for every service beats a profile's for one.
        if let url = environment.nonEmpty("AWS_ENDPOINT_URL") { given = ["": url] }
        for (name, url) in environment where name.hasPrefix("AWS_ENDPOINT_URL_") && !url.isEmpty {
            given[String(name.dropFirst("AWS_ENDPOINT_URL_".count))] = url
        }
    }

    /// The address of a service in a region.
    /// - Throws: ``AWSError`` `.invalidConfiguration` when the user gave one that is not an address.
    package func address(of service: AWSService, in region: Region) throws(AWSError) -> WebAddress {
        let text = given[service.variable] ?? given[""] ?? host(of: service, region)
        do {
            return try WebAddress(text)
        } catch {
            throw AWSError(
                .invalidConfiguration, "'\(error.address)' is no address for AWS's service '\(service.signingName)'", reason: error.message,
                hint: "check AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_\(service.variable) and 'endpoint_url' in the profile")
        }
    }

    /// The address of a path below that of a service: one that a user gives may have a path of its own.
    /// - Throws: as ``address(of:in:)``.
    func address(of service: AWSService, in region: Region, path: String) throws -> WebAddress {
        let base = try address(of: service, in: region)
        return try base.resolving((base.path.hasSuffix("/") ? String(base.path.dropLast()) : base.path) + path)
    }

    /// The region that requests are signed for: a global service has one for its whole partition.
    package func signingRegion(of service: AWSService, in region: Region) -> String {
        service.hosts == .global ? GlobalHost(of: region.partition).signingRegion : region.name
    }

    private func host(of service: AWSService, _ region: Region) -> String {
        let partition = region.partition
        let isGovCloud = partition.name == "aws-us-gov"
        var hasDualStack = usesDualStack, hasFIPS = usesFIPS
        switch service.hosts {
        case .usual: break
        case .plainInGovCloud: hasFIPS = usesFIPS && (usesDualStack || !isGovCloud)
        case .alwaysPlainInGovCloud: hasFIPS = usesFIPS && !isGovCloud
        case .withoutDualStack: hasDualStack = usesDualStack && partition.hasOwnDualStackOfAllServices
        case .global: return "https://\(GlobalHost(of: partition).name(usesFIPS: usesFIPS, usesDualStack: usesDualStack))"
        case .signIn: return "https://\(SignInHost.name(in: region, usesFIPS: usesFIPS, usesDualStack: usesDualStack))"
        }
        let prefix = hasDualStack ? service.dualStackPrefix : service.hostPrefix
        let domain = hasDualStack ? partition.dualStackDomain : partition.domain
        return "https://\(prefix)\(hasFIPS ? "-fips" : "").\(region).\(domain)"
    }
}

extension [String: String] {
    /// The value, unless it is empty: an empty variable counts as none.
    func nonEmpty(_ name: String) -> String? { self[name].flatMap { $0.isEmpty ? nil : $0 } }
}

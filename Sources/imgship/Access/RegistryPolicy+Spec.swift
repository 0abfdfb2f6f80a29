import Configuration
import Diagnostics
import HTTP
import Registry
import SystemPackage

extension RegistryPolicy {
    /// The policy with what an entry of `registries:` asks for.
    /// - Parameter spec: nil leaves everything as it is.
    /// - Throws: ``HTTPError`` `.invalidAddress` for an address that cannot be used.
    func adapted(to spec: RegistrySpec?) throws(HTTPError) -> RegistryPolicy {
        guard let spec else { return self }
        var policy = self
        if let address = spec.address {
            policy.address = try WebAddress(address)
        } else if spec.isInsecure {
            policy.encryption = .never
        }
        policy.upload = spec.upload.map(UploadShape.init)
        policy.parallelTransfers = spec.parallel ?? policy.parallelTransfers
        return policy
    }
}

extension UploadShape {
    init(_ upload: RegistrySpec.Upload) {
        switch upload {
        case .stream: self = .stream
        case .whole: self = .whole
        case .chunks: self = .chunks(UploadShape.usualChunk)
        }
    }
}

extension HTTPConfiguration {
    /// The configuration for one registry, whose authorities and certificates are shown and trusted nowhere else.
    /// - Parameters:
    ///   - spec: of the registry; nil leaves everything as it is.
    ///   - registry: as it stands in references.
    ///   - directory: of the file that the spec is from; its paths begin there.
    /// - Throws: ``HTTPError`` `.invalidAddress`.
    func adapted(to spec: RegistrySpec?, of registry: String, in directory: FilePath) throws(HTTPError) -> HTTPConfiguration {
        guard let spec else { return self }
        var configuration = self
        let place = try WebAddress(spec.address ?? "https://\(registry)/")
        let path = { (name: String) in directory.pushing(FilePath(name)).string }
        if let authority = spec.authority { configuration.trust.extraAuthorities.append(path(authority)) }
        if let own = spec.clientCertificate {
            configuration.trust.clientCertificate = TLSTrust.ClientCertificate(
                certificate: path(own.certificate), key: own.key.map(path), origin: place.origin)
        }
        if spec.isInsecure { configuration.trust.unverified = configuration.trust.unverified.adding(place) }
        return configuration
    }
}

extension TLSTrust.UnverifiedHosts {
    fileprivate func adding(_ place: WebAddress) -> TLSTrust.UnverifiedHosts {
        let host = "\(place.host):\(place.port)"
        return if case .named(let hosts) = self { .named(hosts.union([host])) } else { .named([host]) }
    }
}

extension RegistrySpec {
    /// Whether a client of its own is needed for its connections: what it trusts and shows is for no other registry.
    var needsOwnConnections: Bool { authority != nil || clientCertificate != nil || isInsecure }

    /// What is to be said once about a registry that can be listened to; nil when it cannot.
    /// - Parameter registry: as it stands in references.
    func warning(for registry: String) -> Warning? {
        guard isInsecure else { return nil }
        return Warning(
            "whoever is between here and the registry '\(registry)' can read and change what is sent",
            hint: "its certificate is not checked, or there is none; give its authority with 'ca' instead of 'insecure'",
            location: origin.location)
    }
}

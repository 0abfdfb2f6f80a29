/// An entry of `registries:`: how one registry is reached, by its host as it stands in references.
///
///     registries:
///       docker.io: {mirrors: [mirror.example, "123456789012.dkr.ecr.eu-west-1.amazonaws.com/docker-hub"]}
///       registry.example: {address: https://proxy.example/registry, ca: keys/proxy.pem, parallel: 3}
///       registry.test:5000: {insecure: true, upload: chunks}
///
/// Texts may use `${NAME}` and `${NAME:-default}`.
package struct RegistrySpec: Sendable, Equatable {
    /// Asked before the registry for what is pulled, in this order; never pushed to.
    package var mirrors: [Mirror]
    /// The registry's API is below `v2/` of this address, if not of its host.
    package var address: String?
    /// By request of the user: plain HTTP, or a certificate that is not looked at.
    package var isInsecure: Bool
    /// PEM file of an authority that is trusted besides the machine's; relative to the file, or absolute on this machine.
    package var authority: String?
    package var clientCertificate: ClientCertificate?
    package var upload: Upload?
    /// How many blobs are on their way at once, at most.
    package var parallel: Int?
    package let origin: Origin

    package static let keys = Keys(
        "a registry", definition: "registryAccess",
        ["mirrors", "address", "insecure", "ca", "client-certificate", "upload", "parallel"])

    /// A host, and what stands before the names of repositories there.
    package struct Mirror: Sendable, Equatable {
        /// With its port, as in references.
        package let host: String
        /// Without slashes at its ends; empty for nothing.
        package let path: String
    }

    /// PEM files with which we show who we are; relative to the file, or absolute on this machine.
    package struct ClientCertificate: Sendable, Equatable {
        package let certificate: String
        /// Nil when it is in the same file.
        package let key: String?

        package static let keys = Keys("a client certificate", definition: "clientCertificate", ["certificate", "key"])

        init?(_ node: Node, _ reading: Reading) {
            guard let fields = Fields(node, Self.keys, reading),
                let certificate = fields.require("certificate", "name its PEM file", { reading.word($0, "the path of a PEM file") })
            else { return nil }
            self.certificate = certificate
            key = fields.read("key") { reading.word($0, "the path of a PEM file") }
        }
    }

    /// In which requests blobs are uploaded, where that cannot be found out.
    package enum Upload: String, Sendable, CaseIterable {
        case stream, whole, chunks
    }

    init?(_ node: Node, _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        origin = reading.origin(node)
        mirrors = fields.read("mirrors") { reading.oneOrMore($0, "a list of mirrors, HOST[:PORT][/PATH]", reading.mirror) } ?? []
        reading.unique(fields["mirrors"], "mirror")
        isInsecure = fields.read("insecure", reading.boolean) ?? false
        address = fields.read("address", reading.registryAddress)
        authority = fields.read("ca") { reading.word($0, "the path of a PEM file") }
        clientCertificate = fields.read("client-certificate") { ClientCertificate($0, reading) }
        upload = fields.read("upload") { reading.choice($0, Upload.self) }
        parallel = fields.read("parallel") { reading.integer($0, 1...64, "a number of blobs") }
        checkSafety(fields, reading)
    }

    /// What would be sent in the clear, or trusted, without having been asked for.
    private func checkSafety(_ fields: Fields, _ reading: Reading) {
        fields.exclusive("insecure", "ca")
        guard let address, address.hasPrefix("http://") else { return }
        if !isInsecure, !RegistryHost.isLoopback(address.dropFirst("http://".count)) {
            reading.report(fields.place("address"), "'\(address.shortened)' is not encrypted: use https, or write 'insecure: true' as well")
        }
        for key in ["ca", "client-certificate"] where fields.has(key) {
            reading.report(fields.place(key), "'\(key)' has no use without TLS: remove it, or give an https 'address'")
        }
    }
}

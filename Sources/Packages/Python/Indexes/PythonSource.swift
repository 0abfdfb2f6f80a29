/// Where wheels come from, under the name the lock calls it by.
package struct PythonSource: Hashable, Sendable {
    /// `pypi`, or a name from `sources:` in imgship.yaml.
    package let name: String
    /// Indexes (PEP 503), in the order they are asked; the first that knows a package has it.
    package let indexes: [IndexAddress]
    /// Directories or pages with links to wheels, asked besides.
    package let links: [IndexAddress]
    /// A file of certificates to trust for these addresses, instead of the machine's; nil for the machine's.
    package let certificates: String?

    package init(name: String, indexes: [IndexAddress], links: [IndexAddress] = [], certificates: String? = nil) {
        self.name = name
        self.indexes = indexes
        self.links = links
        self.certificates = certificates
    }

    /// The name a lock uses for the machine's own configuration.
    package static let machineName = "pypi"
}

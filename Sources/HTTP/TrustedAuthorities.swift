import FoundationEssentials

/// Makes one bundle of the machine's trusted authorities and further ones.
enum TrustedAuthorities {
    /// PEM of all of them; nil when there are no further ones and libcurl can read its own bundle.
    /// - Throws: ``HTTPError`` `.invalidConfiguration` that names the file.
    static func load(_ trust: TLSTrust) throws(HTTPError) -> [UInt8]? {
        guard !trust.extraAuthorities.isEmpty else { return nil }
        try CurlLibrary.start()
        var all: [UInt8] = []
        if let bundle = trust.bundle ?? EasyHandle()?.defaultBundle { all += try read(bundle) + [0x0a] }
        for file in trust.extraAuthorities { all += try read(file) + [0x0a] }
        return all
    }

    private static func read(_ file: String) throws(HTTPError) -> [UInt8] {
        do {
            return [UInt8](try Data(contentsOf: URL(filePath: file)))
        } catch {
            throw HTTPError(
                .invalidConfiguration, address: file, host: file, message: "the bundle of certificates '\(file)' cannot be read")
        }
    }
}

/// The settings of the machine's own apt that its access to the network depends on: proxies, certificates, timeouts.
struct AptSettings: Sendable, Equatable {
    /// In the syntax of apt.conf(5), one setting a line.
    let lines: [String]

    /// Takes the settings from what `apt-config dump` prints.
    init(dump: String) {
        lines = dump.split(whereSeparator: \.isNewline).map(String.init).filter { line in
            let name = line.prefix { $0 != " " }.lowercased()
            return Self.taken.contains { name == $0 || name.hasPrefix($0 + "::") } && line.hasSuffix("\";")
        }
    }

    /// Not among them: settings that let unsigned or weakly signed lists through, hooks, and other lists to fetch.
    private static let taken = [
        "acquire::http", "acquire::https", "acquire::ftp", "acquire::retries", "acquire::forceipv4", "acquire::forceipv6",
        "acquire::connect", "acquire::check-valid-until", "acquire::check-date", "acquire::max-validtime", "acquire::max-futuretime",
    ]
}

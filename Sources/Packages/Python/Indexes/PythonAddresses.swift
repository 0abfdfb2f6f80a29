import TOMLKit

/// What the machine's own uv and pip are set to, for the source `pypi`.
///
/// uv's settings come first, pip's where uv has none, then the public index. Values in, values out: the
/// environment and the files are read by who asks.
package struct PythonAddresses: Sendable, Equatable {
    /// The index that is asked last.
    package let defaultIndex: IndexAddress
    package let extraIndexes: [IndexAddress]
    package let links: [IndexAddress]
    /// pip's `cert`: certificates to trust; nil where none is named.
    package let certificates: String?

    package static let publicIndex = IndexAddress("https://pypi.org/simple")

    /// Reads the settings.
    /// - Parameters:
    ///   - environment: the program's environment.
    ///   - home: the user's home directory, absolute; nil when there is none.
    ///   - read: gives the text of a file, or nil when there is none.
    /// - Throws: what `read` throws; ``PythonError`` `.malformedFile` for one of uv's files that is no TOML.
    package init(environment: [String: String], home: String?, read: (String) throws -> String?) throws {
        let uv = try UvSettings(environment: environment, home: home, read: read)
        let pip = try PipSettings(environment: environment, home: home, read: read)
        let namesIndex = uv.defaultIndex != nil || !uv.extraIndexes.isEmpty
        defaultIndex = uv.defaultIndex ?? (namesIndex ? nil : pip.defaultIndex) ?? Self.publicIndex
        extraIndexes = namesIndex ? uv.extraIndexes : pip.extraIndexes
        links = uv.links.isEmpty ? pip.links : uv.links
        certificates = environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 } ?? pip.certificates
    }

    /// The settings as the source `pypi`.
    package var source: PythonSource {
        PythonSource(name: PythonSource.machineName, indexes: extraIndexes + [defaultIndex], links: links, certificates: certificates)
    }
}

/// uv's settings: environment, then `uv.toml` of the user, then that of the system.
/// - Source: uv's documentation, "Configuration files", "Environment variables", "Package indexes".
struct UvSettings {
    private(set) var defaultIndex: IndexAddress?
    private(set) var extraIndexes: [IndexAddress] = []
    private(set) var links: [IndexAddress] = []

    init(environment: [String: String], home: String?, read: (String) throws -> String?) throws {
        defaultIndex = (environment.value("UV_DEFAULT_INDEX") ?? environment.value("UV_INDEX_URL")).map {
            IndexAddress(Self.withoutName($0))
        }
        let extra = environment.value("UV_INDEX") ?? environment.value("UV_EXTRA_INDEX_URL") ?? ""
        extraIndexes = extra.split(whereSeparator: \.isWhitespace).map { IndexAddress(Self.withoutName($0)) }
        links = (environment.value("UV_FIND_LINKS") ?? "").split(separator: ",").map { IndexAddress($0) }
        guard environment.value("UV_NO_CONFIG") == nil else { return }
        for file in Self.files(environment, home) {
            guard let text = try read(file) else { continue }
            let table = try Self.table(text, of: file)
            add(table)
            if let pip = table["pip"]?.table { add(pip) }
        }
    }

    private static func table(_ text: String, of file: String) throws(PythonError) -> TOMLTable {
        do { return try TOMLTable(string: text) } catch { throw PythonError(.malformedFile, file, reason: "it is no TOML: \(error)") }
    }

    private static func files(_ environment: [String: String], _ home: String?) -> [String] {
        if let named = environment.value("UV_CONFIG_FILE") { return [named] }
        let user = environment.value("XDG_CONFIG_HOME") ?? home.map { $0 + "/.config" }
        let system = (environment.value("XDG_CONFIG_DIRS") ?? "/etc/xdg").split(separator: ":").map(String.init) + ["/etc"]
        return ([user].compactMap(\.self) + system).map { $0 + "/uv/uv.toml" }
    }

    /// Takes what no file before has set.
    private mutating func add(_ table: TOMLTable) {
        var extra: [IndexAddress] = []
        for item in table["index"]?.array.map(Array.init) ?? [] {
            guard let index = item.table, let url = index["url"]?.string, index["explicit"]?.bool != true else { continue }
            if index["default"]?.bool == true {
                defaultIndex = defaultIndex ?? IndexAddress(url)
            } else {
                extra.append(IndexAddress(url))
            }
        }
        if let url = table["index-url"]?.string { defaultIndex = defaultIndex ?? IndexAddress(url) }
        extra += Self.strings(table["extra-index-url"]).map { IndexAddress($0) }
        if extraIndexes.isEmpty { extraIndexes = extra }
        if links.isEmpty { links = Self.strings(table["find-links"]).map { IndexAddress($0) } }
    }

    private static func strings(_ value: (any TOMLValueConvertible)?) -> [String] {
        value?.array.map { $0.compactMap(\.string) } ?? []
    }

    /// `name=https://host/simple` without the name.
    private static func withoutName(_ text: some StringProtocol) -> String {
        guard let equals = text.firstIndex(of: "="), !text[..<equals].contains("/"), !text[..<equals].contains(":") else {
            return String(text)
        }
        return String(text[text.index(after: equals)...])
    }
}

/// pip's settings: environment over the user's files over the system's.
/// - Source: pip's documentation, "Configuration", sections "Location" and "Precedence".
struct PipSettings {
    private(set) var defaultIndex: IndexAddress?
    private(set) var extraIndexes: [IndexAddress] = []
    private(set) var links: [IndexAddress] = []
    private(set) var certificates: String?

    init(environment: [String: String], home: String?, read: (String) throws -> String?) throws {
        var values: [String: [String]] = [:]
        for file in Self.files(environment, home) {
            let sections = ConfigurationText.parse(try read(file) ?? "")
            for section in ["global", "download", "install"] { values.merge(sections[section] ?? [:]) { $1 } }
        }
        for (key, variable) in [
            ("index-url", "PIP_INDEX_URL"), ("extra-index-url", "PIP_EXTRA_INDEX_URL"), ("find-links", "PIP_FIND_LINKS"),
            ("cert", "PIP_CERT"),
            ("no-index", "PIP_NO_INDEX"),
        ] {
            if let value = environment.value(variable) { values[key] = [value] }
        }
        func words(_ key: String) -> [IndexAddress] {
            (values[key] ?? []).flatMap { $0.split(whereSeparator: \.isWhitespace) }.map { IndexAddress($0) }
        }
        defaultIndex = words("index-url").last
        extraIndexes = words("extra-index-url")
        links = words("find-links")
        certificates = values["cert"]?.last
    }

    /// From the weakest to the strongest.
    private static func files(_ environment: [String: String], _ home: String?) -> [String] {
        let named = environment.value("PIP_CONFIG_FILE")
        if named == "/dev/null" { return [] }
        var files =
            (environment.value("XDG_CONFIG_DIRS") ?? "/etc/xdg").split(separator: ":").map { $0 + "/pip/pip.conf" }.reversed() + [
                "/etc/pip.conf"
            ]
        if let home { files.append(home + "/.pip/pip.conf") }
        if let user = environment.value("XDG_CONFIG_HOME") ?? home.map({ $0 + "/.config" }) { files.append(user + "/pip/pip.conf") }
        if let venv = environment.value("VIRTUAL_ENV") { files.append(venv + "/pip.conf") }
        return files + [named].compactMap(\.self)
    }
}

extension [String: String] {
    /// The value of a variable that is set to something.
    fileprivate func value(_ name: String) -> String? {
        self[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}

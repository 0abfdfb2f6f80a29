import SystemPackage

/// What the work depends on of the machine it runs on: read once at the top of the program and handed down as a value.
package struct Machine: Sendable {
    /// The process's variables.
    package let environment: [String: String]
    /// The user's home directory; nil when there is none.
    package let home: FilePath?
    /// Where downloads and package lists are kept, for all projects.
    package let cache: FilePath

    package init(environment: [String: String], home: FilePath?, cache: FilePath) {
        self.environment = environment
        self.home = home
        self.cache = cache
    }
}

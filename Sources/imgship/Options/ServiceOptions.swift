import ArgumentParser

/// Options of the verbs about services that run.
struct ServiceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The cluster of services that name none; the project's unless given.", valueName: "name"))
    var cluster: String?

    @Option(
        name: .customLong("service"),
        help: ArgumentHelp("A service as it is called in its cluster; the project file is not read (may be repeated).", valueName: "name"))
    var direct: [String] = []

    /// For verbs that have no such options: all services are those of the file.
    static var ofFile: ServiceOptions {
        var options = ServiceOptions()
        (options.cluster, options.direct) = (nil, [])
        return options
    }
}

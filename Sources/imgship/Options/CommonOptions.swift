import ArgumentParser
import Diagnostics
import Terminal

/// Options that every verb has.
struct CommonOptions: ParsableArguments {
    /// What the project file is called unless another is named.
    static let standardFile = "imgship.yaml"

    @Option(name: .shortAndLong, help: ArgumentHelp("The project file.", valueName: "path"))
    var file = CommonOptions.standardFile

    @Option(help: ArgumentHelp("An entry of 'environments:' whose changes apply.", valueName: "name"))
    var env: String?

    @Option(help: ArgumentHelp("The local store; '.imgship' beside the project file unless given.", valueName: "dir"))
    var store: String?

    @Flag(help: "Print one JSON document on standard output.")
    var json = false

    @Flag(name: .shortAndLong, help: "Print warnings and errors only, and the result.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Print every detail.")
    var verbose = false

    var amount: OutputStyle.Amount { quiet ? .quiet : verbose ? .verbose : .normal }

    mutating func validate() throws {
        if quiet, verbose { throw ValidationError("--quiet and --verbose exclude each other") }
    }
}

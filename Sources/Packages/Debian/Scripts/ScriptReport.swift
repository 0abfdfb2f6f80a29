import Diagnostics

/// What the maintainer scripts of one package come to.
struct ScriptReport {
    let package: String
    let scripts: [MaintainerScript]

    init(_ member: PackageSelection.Member) {
        package = member.package.title
        scripts = MaintainerScript.Name.allCases.compactMap { name in
            member.control.scripts[name].map { MaintainerScript(name, $0, package: member.package.name) }
        }
    }

    var alternatives: [Alternative] { scripts.flatMap(\.alternatives) }

    /// At most one warning a script, with the first command that is not understood.
    var warnings: [Warning] {
        scripts.compactMap { script in
            guard case .unknown(let command) = script.finding else { return nil }
            return Warning(
                "the \(script.name.rawValue) of '\(package)' was not run, and does more than imgship knows to make: `\(command)`",
                hint: "if the image misses what it makes, add that with `copy:`")
        }
    }
}

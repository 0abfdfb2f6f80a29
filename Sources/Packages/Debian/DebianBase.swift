import Archive
import Diagnostics
import Layers

/// The base layer of an image: Debian packages unpacked from their archives, and what a runtime needs besides; nothing is executed.
///
/// Packages are written sorted by name, each in the order of its archive, straight from `.deb` to layer. What maintainer scripts would have
/// made and a container needs is added at the end; a script that does more than that is named in a warning.
package struct DebianBase: LayerSource {
    private let packages: [DebianPackage]
    private let accounts: AccountFiles
    private let omissions: Omissions
    private let reporter: any Reporter

    /// - Parameter users: by name, the users the image gets besides root and nobody, each with a group of its own name.
    /// - Throws: ``DebianError`` `.invalidUser`, `.invalidUserPath`.
    package init(
        _ packages: [DebianPackage], users: [String: DebianUser] = [:], omitting omissions: Omissions = .standard,
        reporter: any Reporter = SilentReporter()
    ) throws {
        self.packages = packages
        accounts = try AccountFiles(users: users)
        self.omissions = omissions
        self.reporter = reporter
    }

    package func write(to layer: LayerEntries) throws {
        let selection = try PackageSelection(packages)
        let scripts = selection.members.map { ScriptReport($0) }
        for warning in scripts.flatMap(\.warnings) { reporter.report(.warning(warning)) }

        let unpacker = try PackageUnpacker(selection, omitting: omissions, into: layer)
        try unpacker.run()

        let additions = Additions(to: layer, following: unpacker.links, time: unpacker.newestTime)
        try SystemFiles.add(to: additions, kept: unpacker.kept, selection: selection)
        try accounts.add(to: additions, kept: unpacker.kept)
        try CertificateStore(unpacker.kept).add(to: additions)
        try Alternative.add(scripts.flatMap(\.alternatives), to: additions)
        try addStatus(of: selection, to: additions)
    }

    /// Reads the maintainer scripts of every package and says which do something that is not understood; the layer itself is not made.
    package func warnings() throws -> [Warning] {
        try PackageSelection(packages).members.flatMap { ScriptReport($0).warnings }
    }

    /// Tells vulnerability scanners which packages are here, in the form distroless images introduced: there is no dpkg, so no `status`.
    private func addStatus(of selection: PackageSelection, to additions: Additions) throws {
        try additions.directory("var/lib/dpkg/status.d")
        for member in selection.members {
            try additions.file("var/lib/dpkg/status.d/" + member.package.name, member.control.control)
            guard let checksums = member.control.checksums else { continue }
            try additions.file("var/lib/dpkg/status.d/\(member.package.name).md5sums", checksums)
        }
    }
}

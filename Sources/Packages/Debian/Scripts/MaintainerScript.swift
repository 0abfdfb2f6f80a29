/// A script of a package that dpkg would run when it installs the package; here it is only read.
struct MaintainerScript: Sendable {
    /// The scripts that run on a first installation. `config` only asks questions; `prerm` and `postrm` are for removal.
    enum Name: String, Sendable, CaseIterable {
        case preinst
        case postinst
    }

    enum Finding: Sendable, Equatable {
        /// There is no script, or it does nothing on a first installation.
        case nothing
        /// What it does is not needed in an image, or is made in another way.
        case known
        /// The first command that is not understood.
        case unknown(String)
    }

    let name: Name
    let finding: Finding
    /// The `update-alternatives --install` calls that are written out.
    let alternatives: [Alternative]

    init(_ name: Name, _ text: String, package: String) {
        self.name = name
        guard !Self.isBinary(text) else {
            finding = KnownPackages.contains(package) ? .known : .unknown(String(text.prefix { !$0.isNewline }.prefix(80)))
            alternatives = []
            return
        }
        let walker = ShellWalker(text, arguments: [name == .postinst ? "configure" : "install"])
        alternatives = walker.commands.compactMap { Alternative($0) }
        let strange = walker.commands.first { !KnownCommands.understands($0) }
        if KnownPackages.contains(package) {
            finding = .known
        } else if let strange {
            finding = .unknown(strange.line)
        } else if !walker.isComplete {
            finding = .unknown("a script too long to be read")
        } else {
            finding = walker.commands.allSatisfy { KnownCommands.doesNothing($0) } ? .nothing : .known
        }
    }

    /// Programs, and scripts of Perl or Python, are not looked into.
    private static func isBinary(_ text: String) -> Bool {
        guard text.hasPrefix("#!") else { return true }
        let interpreter = text.prefix { !$0.isNewline }.dropFirst(2).split { $0 == " " || $0 == "/" }
        return !interpreter.contains { ["sh", "bash", "dash"].contains($0) }
    }
}

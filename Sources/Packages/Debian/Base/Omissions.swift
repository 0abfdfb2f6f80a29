import Archive

/// The paths of packages that an image does without.
package struct Omissions: Sendable, Hashable {
    /// Directories left out with everything below them.
    package var directories: [EntryPath]
    /// Whether `usr/share/doc` is reduced to the copyright files, which licences require to be passed on.
    package var documentation: Bool

    package init(directories: [EntryPath], documentation: Bool) {
        self.directories = directories
        self.documentation = documentation
    }

    /// Manuals, translations and what only a desktop or a package checker reads.
    package static let standard = Omissions(
        directories: ["man", "info", "lintian", "locale", "bug", "pixmaps", "applications", "bash-completion", "menu"]
            .compactMap { try? EntryPath("usr/share/" + $0) },
        documentation: true)

    package static let none = Omissions(directories: [], documentation: false)

    /// Whether the entry is left out.
    func contains(_ entry: Entry) -> Bool {
        directories.contains { entry.path.isWithin($0) } || isDocumentation(entry)
    }

    private func isDocumentation(_ entry: Entry) -> Bool {
        guard documentation, entry.path.text.utf8.starts(with: "usr/share/doc/".utf8), entry.path.lastComponent != "copyright" else {
            return false
        }
        // usr/share/doc/NAME itself stays: it is the directory the copyright is in, or a link to the one that has it.
        if entry.path.components.count > 4 { return true }
        return switch entry.kind {
        case .directory, .symbolicLink: false
        default: true
        }
    }
}

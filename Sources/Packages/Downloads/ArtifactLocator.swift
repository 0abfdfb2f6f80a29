/// Knows where the artifacts of one source can be had.
package protocol ArtifactLocator: Sendable {
    /// Addresses to try, best first: http, https and file addresses, or absolute paths.
    /// - Throws: ``DownloadError`` when the source itself could not be asked.
    func candidates(for artifact: LockedArtifact) async throws -> [String]
}

/// A source whose artifacts are at a base address plus their path: a Debian mirror, a snapshot archive, a directory.
package struct StaticLocator: ArtifactLocator {
    /// Mirrors of the same content, best first.
    package let bases: [String]

    package init(_ bases: [String]) {
        self.bases = bases
    }

    package func candidates(for artifact: LockedArtifact) -> [String] {
        guard PathEncoding.staysBelow(artifact.path) else { return [] }
        return bases.map { base in
            let isPath = base.hasPrefix("/")
            return base.droppingTrailingSlashes + "/" + (isPath ? artifact.path : PathEncoding.encode(artifact.path))
        }
    }
}

extension String {
    /// Without the slashes at its end.
    var droppingTrailingSlashes: String {
        var text = Substring(self)
        while text.utf8.last == 0x2f { text = text.dropLast() }
        return String(text)
    }
}

import OCI

/// What `imgship.lock` holds: everything the images are made of, by name, version, place and digest.
package struct Lock: Sendable, Equatable {
    /// When packages were last locked; the latest modification time in package layers. Seconds since 1970.
    package var time: Int64
    /// Debian packages, by the name of the base in `bases:`.
    package var bases: [String: LockedSet]
    /// Python wheels, by the name of the image in `images:`.
    package var environments: [String: LockedSet]
    /// Base images in registries, by the reference as the file writes it.
    package var images: [String: LockedImage]

    package init(
        time: Int64, bases: [String: LockedSet] = [:], environments: [String: LockedSet] = [:], images: [String: LockedImage] = [:]
    ) {
        self.time = time
        self.bases = bases
        self.environments = environments
        self.images = images
    }
}

/// The artifacts that one request of the file was resolved to, for every platform.
package struct LockedSet: Sendable, Equatable {
    /// The digest of what was asked for; another one means that the lock is out of date.
    package var request: Digest
    /// Sorted by name.
    package var platforms: [Platform: [LockedArtifact]]

    package init(request: Digest, platforms: [Platform: [LockedArtifact]]) {
        self.request = request
        self.platforms = platforms
    }
}

/// One file to download: a Debian package or a wheel.
package struct LockedArtifact: Hashable, Sendable {
    /// The package's name: Debian's, or Python's in its normalised form.
    package var name: String
    package var version: String
    /// Where it comes from, by name, never by address: `debian`, `debian-security`, `pypi`, or a name from `sources:`.
    package var source: String
    /// Below the source: a `pool/...` path for Debian, a wheel's file name for Python.
    package var path: String
    /// In bytes.
    package var size: Int64
    package var digest: Digest

    package init(name: String, version: String, source: String, path: String, size: Int64, digest: Digest) {
        self.name = name
        self.version = version
        self.source = source
        self.path = path
        self.size = size
        self.digest = digest
    }
}

import Diagnostics

/// A Debian package, or the resolving of Debian packages, that went wrong.
package struct DebianError: UserFacingError, Equatable {
    package enum Code: Equatable, Sendable {
        /// The `.deb` is truncated, damaged or not a package; subject: name and version.
        case damagedPackage
        /// Two packages ship one path and neither replaces the other; subject: the path.
        case pathConflict(first: String, second: String)
        /// A symbolic link of the packages leads nowhere but to itself; subject: the path.
        case linkLoop
        /// A user name that passwd(5) cannot hold; subject: the name.
        case invalidUser
        /// A home or a shell that would break the lines of passwd(5); subject: the path.
        case invalidUserPath(user: String)
        /// A package, release or component name that apt could take for something else; subject: the name.
        case invalidName
        /// Debian has no such architecture; subject: the platform.
        case unsupportedPlatform
        /// No package of that name in the release; subject: the name.
        case unknownPackage(release: String, nearest: String?)
        /// apt found no set of packages; subject: the packages asked for.
        case unresolvable(release: String)
        /// No package lists from the mirror; subject: the addresses.
        case mirrorFailed
        /// The signature of a list does not verify; subject: the addresses.
        case signatureFailed(keyring: String)
        /// The keyring is not there; subject: its path.
        case noKeyring
        /// apt answered what we do not understand; subject: the line.
        case unexpectedAnswer
    }

    package let code: Code
    package let subject: String
    package let reason: String?

    package init(_ code: Code, subject: String, reason: String? = nil) {
        self.code = code
        self.subject = subject
        self.reason = reason
    }

    package var summary: String {
        switch code {
        case .damagedPackage: "cannot read the Debian package '\(subject)'"
        case .pathConflict(let first, let second): "the Debian packages '\(first)' and '\(second)' both contain '/\(subject)'"
        case .linkLoop: "the symbolic link '/\(subject)' leads to itself"
        case .invalidUser: "'\(subject)' cannot be a user name"
        case .invalidUserPath(let user): "'\(subject)' cannot be the home or the shell of the user '\(user)'"
        case .invalidName: "'\(subject)' is not a Debian name"
        case .unsupportedPlatform: "Debian has no packages for the platform '\(subject)'"
        case .unknownPackage(let release, _): "Debian \(release) has no package '\(subject)'"
        case .unresolvable(let release): "apt cannot install '\(subject)' from Debian \(release)"
        case .mirrorFailed: "cannot fetch the package lists of \(subject)"
        case .signatureFailed: "the package lists of \(subject) are not signed by a trusted key"
        case .noKeyring: "the keyring '\(subject)' does not exist"
        case .unexpectedAnswer: "apt-get answered with a line that is not understood: '\(subject)'"
        }
    }

    package var hint: String? {
        switch code {
        case .damagedPackage: "remove the file from the cache and build again"
        case .pathConflict: "leave one of the two packages out"
        case .invalidUser: "a name is up to 32 of a-z, 0-9, '_' and '-', and starts with a letter or '_'"
        case .invalidUserPath: "give an absolute path without colons and control characters"
        case .invalidName: "names are lower-case letters, digits, '+', '-' and '.', and start with a letter or a digit"
        case .unsupportedPlatform: "use linux/amd64 or linux/arm64"
        case .unknownPackage(_, let nearest): nearest.map { "did you mean '\($0)'?" }
        case .mirrorFailed: "check the network, the proxy and the addresses under `sources:`"
        case .signatureFailed(let keyring): "the keyring '\(keyring)' may be too old for this release, or the mirror is not Debian's"
        case .noKeyring: "install debian-archive-keyring, or name a keyring in imgship.yaml"
        case .linkLoop, .unresolvable, .unexpectedAnswer: nil
        }
    }

    package var exitCode: ExitCode {
        switch code {
        case .invalidUser, .invalidUserPath, .invalidName, .unsupportedPlatform, .unknownPackage, .unresolvable, .noKeyring: .usage
        default: .failed
        }
    }
}

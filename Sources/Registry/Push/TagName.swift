import OCI

/// Tags from what other programs call a version.
package enum TagName {
    /// A version as a tag: what a tag must not hold becomes `-`, as in `release/1.2` and `1.2+build`; nil when nothing is left.
    /// - Parameter version: as `git describe` prints it.
    package static func from(version: String) -> String? {
        let allowed = version.prefix(128).map { character -> Character in
            let isAllowed = character.isASCII && (character.isLetter || character.isNumber || "_.-".contains(character))
            return isAllowed ? character : "-"
        }
        let text = String(allowed.drop { $0 == "-" || $0 == "." })
        return isTag(text) ? text : nil
    }

    /// Whether a tag may be called so.
    package static func isTag(_ text: String) -> Bool { (try? ImageReference("localhost/x").tagged(text)) != nil }
}

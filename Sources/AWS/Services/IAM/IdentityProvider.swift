/// Someone outside of AWS who says who a caller is, as GitHub.
package struct IdentityProvider: XMLAnswer {
    package let xml: XMLElement
    package init(_ xml: XMLElement) { self.xml = xml }

    /// For whom its tokens are: `sts.amazonaws.com`.
    package var clientIDs: [String] { strings("ClientIDList") }
    package var tags: [String: String] { pairs("Tags", "Key", "Value") }
}

/// Someone outside of AWS who says who a caller is, as GitHub.
struct IdentityProvider: XMLAnswer {
    let xml: XMLElement
    init(_ xml: XMLElement) { self.xml = xml }

    var tags: [String: String] { pairs("Tags", "Key", "Value") }
}

/// A change set in the list of a stack's.
struct ChangeSetSummary: XMLAnswer {
    let xml: XMLElement
    init(_ xml: XMLElement) { self.xml = xml }

    var arn: String? { string("ChangeSetId") }
}

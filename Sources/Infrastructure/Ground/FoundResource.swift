/// Something that exists in an account already.
struct FoundResource: Hashable {
    /// As CloudFormation asks for it when it is to be imported: `["RepositoryName": "chat/app"]`; nil where it takes none of the type.
    let identifier: [String: String]?
    let tags: [String: String]
}

import Diagnostics
import HTTP
import HTTPTypes
import OCI

extension RegistryClient {
    /// Every tag of a repository, in ``NaturalOrder``, each once.
    ///
    /// The registry itself is asked, and no mirror: one has what was pulled through it. What its list holds that is no tag is left out,
    /// and told of.
    /// - Parameter pageSize: how many are asked for at once.
    /// - Throws: ``RegistryError`` `.missingRepository`, `.tooLarge`, `.wrongContent` for a list that does not end, and what access and
    ///   connection bring; `CancellationError`.
    /// - Source: distribution-spec v1.1 "Listing Tags".
    package func tags(in repository: String, pageSize: Int = TagListing.pageSize) async throws -> [String] {
        let task = RegistryTask(
            action: "list the tags of '\(name(of: repository))'", repository: repository, scope: .pull(repository))
        var listing = TagListing()
        var next: WebAddress? = try await reporting(task, .get) { try address(repository, "tags/list?n=\(pageSize)") }
        while let page = next {
            var (answer, bytes) = try await tagPage(page, task)
            if answer.status == 400, listing.isEmpty {
                // Some registries want to be asked for fewer at once, and say how many as little as why.
                (answer, bytes) = try await tagPage(try await reporting(task, .get) { try address(repository, "tags/list") }, task)
            }
            guard answer.isSuccess else { throw refusal(answer, task) }
            guard let names = (try? CanonicalJSON.decode(TagPage.self, from: bytes, limit: TagListing.pageLimit))?.tags else {
                throw wrongContent(task, answer, "the answer is not a list of tags")
            }
            next = try await reporting(task, .get) { try nextPage(after: answer) }
            do throws(TagListing.Trouble) { try listing.add(names, isLast: next == nil) } catch {
                switch error {
                case .endless: throw wrongContent(task, answer, "its list of tags does not end")
                case .tooMany:
                    throw RegistryError(
                        .tooLarge, task.action, of: name(of: repository), reason: "it has more than \(TagListing.most) tags")
                }
            }
        }
        if listing.others > 0 {
            policy.reporter.warn("\(listing.others) of the names that '\(name(of: repository))' lists are no tags, and left out")
        }
        return listing.tags.sorted(by: NaturalOrder.precedes)
    }

    private func tagPage(_ address: WebAddress, _ task: RegistryTask) async throws -> (RegistryAnswer, [UInt8]) {
        try await reporting(task, .get) {
            try await retrying {
                let answer = try await attempt(Request(.get, address), task.scope)
                return (answer, answer.isSuccess ? try await answer.body.collect(limit: TagListing.pageLimit) : [])
            }
        }
    }

    /// Where the rest of a list is; nil after the last page.
    /// - Throws: ``HTTPError`` `.refusedRedirect` for a place that is not the registry's.
    private func nextPage(after answer: RegistryAnswer) throws(HTTPError) -> WebAddress? {
        let links = HTTPField.Name("link").map { answer.head.fields[values: $0] } ?? []
        guard let link = links.lazy.compactMap(LinkField.next).first else { return nil }
        let next = try address(link, from: answer.head)
        guard next.origin == base.origin else {
            throw HTTPError(.refusedRedirect, answer.head.address, message: "the next page of the list would be at '\(next)'")
        }
        return next
    }
}

/// What a page of tags is.
private struct TagPage: Decodable {
    let tags: [String]

    enum CodingKeys: CodingKey { case tags }

    /// A repository without tags has none, or `null`.
    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        tags = try fields.decodeIfPresent([String].self, forKey: .tags) ?? []
    }
}

/// How an action names the token that leads to the next page.
struct PageToken: Sendable {
    let asked: String
    let answered: String

    /// ECS, ECR, CloudWatch Logs.
    static let lowerCase = PageToken(asked: "nextToken", answered: "nextToken")
    /// Secrets Manager, SSM, Application Auto Scaling, CloudFormation, EC2, CloudWatch.
    static let upperCase = PageToken(asked: "NextToken", answered: "NextToken")
    /// ELBv2.
    static let marker = PageToken(asked: "Marker", answered: "NextMarker")
}

/// Where a walk through the pages of a list is; it ends, whatever the service says.
struct Pages: Sendable {
    /// A hundred items a page: more than any account may have of what is listed here.
    private static let most = 1000

    private let action: String
    private let limit: Int
    private var count = 0
    /// Of the next page; nil before the first and after the last.
    private(set) var token: String?

    init(action: String, limit: Int) {
        self.action = action
        self.limit = limit
    }

    /// - Throws: ``AWSError`` `.badAnswer` when the service goes round in a circle, or on for ever.
    mutating func turn(to next: String?, itemsSoFar: Int) throws(AWSError) {
        count += 1
        let next = next.flatMap { $0.isEmpty ? nil : $0 }
        guard let next, itemsSoFar < limit else {
            token = nil
            return
        }
        guard next != token, count < Self.most else {
            throw AWSError(.badAnswer, "the list that '\(action)' answers has no end", reason: "after \(count) pages")
        }
        token = next
    }
}

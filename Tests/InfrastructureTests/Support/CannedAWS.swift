import AWS
import HTTP
import Synchronization

/// Answers each action with what the test says; an empty answer for all others.
final class CannedAWS: AWSTransport {
    private let answers: [String: Answer]
    private let asked = Mutex<[String]>([])

    struct Answer: Sendable, ExpressibleByStringLiteral {
        var status = 200
        var body: String

        init(stringLiteral body: String) { self.body = body }
        init(_ status: Int, _ body: String) { (self.status, self.body) = (status, body) }

        /// AWS knows who asks, and lets it not.
        static func denied(_ action: String) -> Answer {
            let words = "User: arn:aws:iam::123456789012:user/ci is not authorized to perform: \(action) on resource: *"
            return Answer(400, #"{"__type": "AccessDeniedException", "message": "\#(words)"}"#)
        }
    }

    /// An account has the roles of AWS's services sooner or later.
    private static let usual: [String: Answer] = [
        "GetRole":
            "<GetRoleResponse><GetRoleResult><Role><RoleName>AWSServiceRoleForECS</RoleName></Role></GetRoleResult></GetRoleResponse>"
    ]

    /// - Parameter answers: by action; of several pages or looks, those are lists (`"DescribeX 2"` is the second answer).
    init(_ answers: [String: Answer]) { self.answers = answers }

    /// The actions, in their order.
    var calls: [String] { asked.withLock(\.self) }

    func send(_ call: AWSCall, in region: Region, with credentials: Credentials?) async throws -> AWSAnswer {
        let count = asked.withLock {
            $0.append(call.action)
            return $0.count { $0 == call.action }
        }
        let isXML = if case .form = call.parameters { true } else { false }
        let answer = answers["\(call.action) \(count)"] ?? answers[call.action] ?? Self.usual[call.action] ?? (isXML ? "<Answer/>" : "{}")
        return AWSAnswer(status: answer.status, bytes: Array(answer.body.utf8), from: try WebAddress("http://aws.example/"))
    }

    func client(_ region: String = "eu-west-1") throws -> AWSClient {
        AWSClient(self, region: try Region(region), credentials: nil, retry: .never)
    }
}

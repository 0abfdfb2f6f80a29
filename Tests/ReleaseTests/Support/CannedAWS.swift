import AWS
import HTTP
import HTTPTypes

/// AWS with the answers it was given, by action: a status, and a body in the service's own form.
struct CannedAWS: AWSTransport {
    let answers: [String: (status: Int, body: String)]

    var client: AWSClient {
        get throws {
            AWSClient(
                self, region: try Region("eu-central-1"),
                credentials: FixedCredentials(Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "secret")), retry: .never)
        }
    }

    func send(_ call: AWSCall, in region: Region, with credentials: Credentials?) async throws -> AWSAnswer {
        let answer = answers[call.action] ?? (400, #"{"__type": "UnknownOperationException"}"#)
        return AWSAnswer(status: answer.status, fields: [:], bytes: Array(answer.body.utf8), from: try WebAddress("https://canned.example"))
    }
}

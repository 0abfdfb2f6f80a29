import AWS
import Bytes
import Foundation
import JSON
import SystemPackage
import TestSupport

/// botocore's search for credentials beside ours: the same home directory, the same variables, a server each.
enum BotocoreCredentials {
    struct Found: Decodable, Equatable {
        var key: String
        var secret: String
        var token: String?

        init(_ found: Credentials) {
            (key, secret, token) = (found.accessKeyID, found.secretAccessKey.exposed, found.sessionToken?.exposed)
        }
    }

    /// What botocore finds; nil when it says no.
    static func find(_ profile: String?, _ home: TemporaryDirectory, _ variables: [String: String]) throws -> Found? {
        let variables = ["HOME": home.path.string].merging(variables) { $1 }
        let question: JSONValue = ["variables": JSONValue(variables), "profile": profile.map { .string($0) } ?? .null]
        let answer = try BotocoreProcess.shared.get().answer(to: question.text())
        return answer == "{}" ? nil : try JSONDecoder().decode(Found.self, from: Data(answer.utf8))
    }

    /// The same place for ours.
    static func surroundings(_ profile: String?, _ home: TemporaryDirectory, _ variables: [String: String]) -> Surroundings {
        Surroundings(
            environment: variables, home: home.path.string, profile: profile,
            readFile: { try FileContent.readIfPresent(FilePath($0), limit: 1 << 20) },
            fileReplacement: FileReplacement(
                isPossible: { FileContent.canReplace(FilePath($0)) },
                replace: { try FileContent.replace(FilePath($0), with: $1, permissions: [.ownerReadWrite]) }),
            runProcess: { try Array(Program.output($0).utf8) })
    }

    /// All requests, without what differs each time: port, date, signature, proof, the name of a session that nobody chose.
    static func sent(to server: CannedServer) async throws -> [JSONValue] {
        try await server.asked().map { asked in
            var fields: JSONObject = [:]
            for name in ["content-type", "x-amz-sso_bearer_token", "x-aws-ec2-metadata-token", "x-amz-security-token", "authorization"] {
                guard let value = asked.fields[name] else { continue }
                fields[name] = .string(value.hasPrefix("AWS4-HMAC-SHA256 ") ? signer(value) : value.lowercased())
            }
            let isForm = asked.fields["content-type"]?.contains("form") == true
            return [
                // The order of a query says nothing.
                "address": JSONValue(asked.request.split(separator: "?").flatMap { $0.split(separator: "&") }.map(String.init).sorted()),
                "body": try isForm
                    ? form(asked.body) : asked.body.isEmpty ? .null : JSONValue(parsing: Array(asked.body.utf8), name: "body"),
                "fields": .object(fields),
            ]
        }
    }

    /// `KEY/DATE/REGION/SERVICE/aws4_request` without the date.
    private static func signer(_ field: String) -> String {
        let scope = field.split(separator: "Credential=").last?.split(separator: ",").first?.split(separator: "/").map(String.init) ?? []
        return scope.enumerated().filter { $0.offset != 1 }.map(\.element).joined(separator: "/")
    }

    private static func form(_ body: String) -> JSONValue {
        let pairs = body.split(separator: "&").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
        let fields = pairs.filter { pair in
            !(pair[0] == "RoleSessionName" && ["imgship-", "botocore-session-"].contains { pair[1].hasPrefix($0) })
        }
        return JSONValue(fields.map { $0.joined(separator: "=") }.sorted())
    }
}

import AWS
import Bytes
import Foundation
import HTTP
import HTTPTypes
import TestSupport
import Testing

/// AWS's own client for Python signs the same requests.
@Suite(.enabled(if: PythonTools.botocore != nil, "no Python with botocore: run Scripts/setup test"))
struct `A signature of a random request` {
    private struct Signed: Decodable {
        var method: String
        var url: String
        var fields: [String: String]
        var body: Data
        var service: String
        var region: String
        var key: String
        var secret: String
        var token: String?
        var now: Int64
        var presigned: Bool
        var signature: String
    }

    @Test(arguments: [1, 2, 3]) func `is the one botocore makes`(seed: Int) throws {
        let script = PythonTools.fixtures.appendingPathComponent("botocore_signatures.py").path
        let output = try Program.output([PythonTools.botocore ?? "", script, "\(seed)", "200"])
        let all = try JSONDecoder().decode([Signed].self, from: Data(output.utf8))
        #expect(all.count == 200)
        for expected in all {
            #expect(try signature(like: expected) == expected.signature, "\(expected)")
        }
    }

    private func signature(like expected: Signed) throws -> String? {
        var request = Request(HTTPRequest.Method(expected.method)!, try WebAddress(expected.url))
        if !expected.body.isEmpty { request.body = .bytes([UInt8](expected.body)) }
        for (name, value) in expected.fields { request.fields[HTTPField.Name(name)!] = value }
        let credentials = Credentials(accessKeyID: expected.key, secretAccessKey: expected.secret, sessionToken: expected.token)
        let signer = SigV4(region: expected.region, service: expected.service)
        guard expected.presigned else { return try signer.sign(request, with: credentials, at: expected.now).fields[.authorization] }
        let address = try signer.presign(request, with: credentials, at: expected.now, lifetime: 900)
        return address.query?.split(separator: "X-Amz-Signature=").last.map(String.init)
    }
}

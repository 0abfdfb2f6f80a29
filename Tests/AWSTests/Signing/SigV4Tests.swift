import AWS
import Bytes
import HTTP
import HTTPTypes
import Testing

/// Signatures that AWS has published.
@Suite struct `A signature` {
    static let example = Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
    /// 2015-08-30T12:36:00Z
    static let moment: Int64 = 1_440_938_160

    /// AWS, "Signature Version 4 signing process", the example for IAM's ListUsers.
    @Test func `of ListUsers is the one in AWS's documentation`() throws {
        var request = Request(.get, try WebAddress("https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08"))
        request.fields[.contentType] = "application/x-www-form-urlencoded; charset=utf-8"
        let signed = try SigV4(region: "us-east-1", service: "iam").sign(request, with: Self.example, at: Self.moment)
        #expect(
            signed.fields[.authorization]
                == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, "
                + "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7")
        #expect(signed.redirects == .handBack)
    }

    @Test func `hashes the canonical request that AWS's documentation shows`() throws {
        var request = Request(.get, try WebAddress("https://iam.amazonaws.com/?Version=2010-05-08&Action=ListUsers"))
        request.fields[.contentType] = "application/x-www-form-urlencoded;   charset=utf-8"
        request.fields[HTTPField.Name("X-Amz-Date")!] = "20150830T123600Z"
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        let canonical = CanonicalRequest(request, paths: .normalized, payloadHash: empty)
        #expect(canonical.hash == "f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59")
        #expect(
            SigV4(region: "us-east-1", service: "iam").stringToSign(canonical, at: Self.moment)
                == "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/iam/aws4_request\n\(canonical.hash)")
    }

    /// aws-sig-v4-test-suite: get-vanilla, get-vanilla-query-order-key-case, post-vanilla, normalize-path.
    @Test(arguments: [
        ("GET", "/", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        ("GET", "/?Param2=value2&Param1=value1", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"),
        ("POST", "/", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
        ("GET", "/example/..", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        ("GET", "//", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
    ])
    func `is that of AWS's test suite`(method: String, path: String, expected: String) throws {
        let request = Request(HTTPRequest.Method(method)!, try WebAddress("https://example.amazonaws.com" + path))
        let signed = try SigV4(region: "us-east-1", service: "service").sign(request, with: Self.example, at: Self.moment)
        #expect(signed.fields[.authorization]?.hasSuffix("Signature=\(expected)") == true)
    }

    /// Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters".
    @Test func `in an address is the one in S3's documentation`() throws {
        let credentials = Credentials(accessKeyID: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
        let request = Request(.get, try WebAddress("https://examplebucket.s3.amazonaws.com/test.txt"))
        let address = try SigV4(region: "us-east-1", service: "s3").presign(request, with: credentials, at: 1_369_353_600, lifetime: 86_400)
        #expect(
            address.text
                == "https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z"
                + "&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404")
    }

    @Test func `does not cover what is on the way changed, and covers the session token`() throws {
        var request = Request(.get, try WebAddress("https://example.amazonaws.com/"))
        request.fields[.userAgent] = "imgship"
        request.fields[.authorization] = "of an earlier attempt"
        let credentials = Credentials(accessKeyID: "A", secretAccessKey: "B", sessionToken: "C")
        let signed = try SigV4(region: "us-east-1", service: "ecr").sign(request, with: credentials, at: Self.moment)
        #expect(signed.fields[.authorization]?.contains("SignedHeaders=host;x-amz-date;x-amz-security-token,") == true)
    }

    @Test func `of another secret with the same name is another`() throws {
        let signer = SigV4(region: "us-east-1", service: "ecr")
        let request = Request(.get, try WebAddress("https://example.amazonaws.com/"))
        let signatures = try ["one", "two", "one"].map { secret in
            try signer.sign(request, with: Credentials(accessKeyID: "A", secretAccessKey: secret), at: Self.moment).fields[.authorization]
        }
        #expect(signatures[0] != signatures[1])
        #expect(signatures[0] == signatures[2])
    }

    @Test func `of a stream needs the caller to say that it is not covered`() throws {
        struct Nothing: BodySource, BodyReader {
            var length: Int64? { 0 }
            func makeReader() -> any BodyReader { self }
            mutating func next() -> [UInt8]? { nil }
        }
        let signer = SigV4(region: "us-east-1", service: "s3")
        let request = Request(.put, try WebAddress("https://example.amazonaws.com/"), body: .stream(Nothing()))
        #expect(throws: AWSError.self) { try signer.sign(request, with: Self.example, at: Self.moment) }
        let signed = try signer.sign(request, with: Self.example, at: Self.moment, payload: .unsigned)
        #expect(signed.fields[HTTPField.Name("X-Amz-Content-Sha256")!] == "UNSIGNED-PAYLOAD")
    }
}

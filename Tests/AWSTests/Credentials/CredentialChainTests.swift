import AWS
import Diagnostics
import HTTP
import Testing

@Suite struct `The search for credentials` {
    private static let keys = ["AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "sesame", "AWS_SESSION_TOKEN": "tok"]

    @Test func `takes the environment's first`() async throws {
        let files = ["/home/u/.aws/credentials": "[default]\naws_access_key_id=F\naws_secret_access_key=f"]
        let found = try await TestSurroundings.chain(TestSurroundings.make(Self.keys, files: files)).credentials()
        #expect(found == Credentials(accessKeyID: "AKID", secretAccessKey: "sesame", sessionToken: "tok"))
        #expect(!"\(found)".contains("sesame"))
        #expect(!"\(found)".contains("tok)"))
    }

    @Test func `tells where those that are used are from`() async throws {
        let chain = try TestSurroundings.chain(TestSurroundings.make(Self.keys))
        #expect(await chain.source == nil)
        _ = try await chain.credentials()
        #expect(await chain.source == "environment")
        #expect(await !chain.isRenewed)
    }

    @Test func `takes the profile named for the command, and no other source`() async throws {
        let files = ["/home/u/.aws/credentials": "[x]\naws_access_key_id=F\naws_secret_access_key=f"]
        let found = try await TestSurroundings.chain(TestSurroundings.make(Self.keys, files: files, profile: "x")).credentials()
        #expect(found.accessKeyID == "F")
        #expect(try await TestSurroundings.error(TestSurroundings.make(Self.keys, profile: "y"))?.summary == "there is no AWS profile 'y'")
    }

    @Test func `says of every source why it gave nothing`() async throws {
        let error = try await TestSurroundings.error(TestSurroundings.make())
        #expect(
            error?.report == """
                error: no AWS credentials found
                  environment: AWS_ACCESS_KEY_ID is not set
                  web identity: AWS_WEB_IDENTITY_TOKEN_FILE is not set
                  profile 'default': no files '/home/u/.aws/config' and '/home/u/.aws/credentials'
                  container: neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set
                  instance metadata: AWS_EC2_METADATA_DISABLED is true
                  hint: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or sign in with `aws login` or `aws sso login` and set AWS_PROFILE
                """)
    }

    @Test(arguments: [
        (["AWS_ACCESS_KEY_ID": "A"], "AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not"),
        (["AWS_SECRET_ACCESS_KEY": "s"], "AWS_SECRET_ACCESS_KEY is set, but AWS_ACCESS_KEY_ID is not"),
        (["AWS_WEB_IDENTITY_TOKEN_FILE": "/t"], "AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not"),
        (
            ["AWS_WEB_IDENTITY_TOKEN_FILE": "/t", "AWS_ROLE_ARN": "r"],
            "there is no file '/t', which AWS_WEB_IDENTITY_TOKEN_FILE names"
        ),
        (["AWS_PROFILE": "gone"], "there is no AWS profile 'gone'"),
        (
            ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://example.com/x"],
            "AWS_CONTAINER_CREDENTIALS_FULL_URI names 'example.com', which is not safe to ask over http"
        ),
        (
            ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1.example.com/x"],
            "AWS_CONTAINER_CREDENTIALS_FULL_URI names '127.0.0.1.example.com', which is not safe to ask over http"
        ),
        (["AWS_REGION": "eu west"], "'eu west' is not the name of an AWS region"),
    ])
    func `stops at a source that is set up and does not work`(environment: [String: String], summary: String) async throws {
        #expect(try await TestSurroundings.error(TestSurroundings.make(environment))?.summary == summary)
    }

    @Test func `runs the program of a profile`() async throws {
        let files = ["/home/u/.aws/config": "[default]\ncredential_process = ~/bin/tool \"a b\""]
        let surroundings = TestSurroundings.make(files: files) { arguments in
            #expect(arguments == ["/home/u/bin/tool", "a b"])
            return Array(
                #"{"Version":1,"AccessKeyId":"P","SecretAccessKey":"p","SessionToken":"t","Expiration":"2030-01-01T00:00:00Z"}"#.utf8)
        }
        let found = try await TestSurroundings.chain(surroundings).credentials()
        #expect(found == Credentials(accessKeyID: "P", secretAccessKey: "p", sessionToken: "t", expiration: 1_893_456_000))
    }

    @Test(arguments: [
        (#"{"Version":2,"AccessKeyId":"P","SecretAccessKey":"p"}"#, "its answer has version 2, and only 1 is known"),
        (#"{"AccessKeyId":"P","SecretAccessKey":"hunter2"}"#, "its answer has no 'Version', and only 1 is known"),
        (#"{"Version":1,"SecretAccessKey":"hunter2"}"#, "its answer has no 'AccessKeyId'"),
        ("hunter2", "its answer is not JSON of the expected form"),
    ])
    func `refuses what a program must not print, and does not show it`(output: String, reason: String) async throws {
        let files = ["/home/u/.aws/config": "[default]\ncredential_process = tool"]
        let error = try await TestSurroundings.error(TestSurroundings.make(files: files) { _ in Array(output.utf8) })
        #expect(error?.reason?.hasPrefix(reason) == true)
        #expect(error?.report.contains("hunter2") == false)
    }

    @Test func `ends when profiles go round in a circle`() async throws {
        let files = ["/home/u/.aws/config": "[default]\nrole_arn=a\nsource_profile=b\n[profile b]\nrole_arn=b\nsource_profile=default"]
        let error = try await TestSurroundings.error(TestSurroundings.make(files: files))
        #expect(error?.summary == "the AWS profiles go round in a circle by 'source_profile'")
        #expect(error?.reason?.hasPrefix("'default' -> 'b' -> 'default'") == true)
    }

    @Test(arguments: ["long", "899", "43201", "-1"]) func `refuses a duration that STS would refuse`(duration: String) async throws {
        let files = ["/home/u/.aws/config": "[default]\nrole_arn=a\nsource_profile=b\nduration_seconds=\(duration)\n[profile b]\n"]
        #expect(try await TestSurroundings.error(TestSurroundings.make(files: files))?.code == .invalidConfiguration)
    }

    @Test func `says why a file cannot be read, or a program did not work`() async throws {
        struct Refused: UserFacingError { var summary: String { "it is locked" } }
        var surroundings = TestSurroundings.make()
        surroundings.readFile = { _ in throw Refused() }
        let unread = try await TestSurroundings.error(surroundings)
        #expect(unread?.summary == "cannot read '/home/u/.aws/config'")
        #expect(unread?.reason == "it is locked")
        let files = ["/home/u/.aws/config": "[default]\ncredential_process = tool"]
        let failed = try await TestSurroundings.error(TestSurroundings.make(files: files) { _ in throw Refused() })
        #expect(failed?.summary == "'credential_process' of the profile 'default' did not work")
        #expect(failed?.reason?.hasPrefix("it is locked\n") == true)
        let unable = try await TestSurroundings.error(TestSurroundings.make(files: files))
        #expect(unable?.summary == "'credential_process' of the profile 'default' cannot be run here")
    }

    @Test func `does not ask for the code of an MFA device`() async throws {
        let files = ["/home/u/.aws/config": "[default]\nrole_arn=a\nsource_profile=b\nmfa_serial=m\n[profile b]\n"]
        #expect(
            try await TestSurroundings.error(TestSurroundings.make(files: files))?.summary.contains("needs a code of an MFA device") == true
        )
    }
}

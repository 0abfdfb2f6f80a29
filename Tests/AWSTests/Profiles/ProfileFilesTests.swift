import AWS
import Testing

@Suite struct `Profile files` {
    private static let config = """
        # a comment
        [default]
        region = eu-central-1   # inline
        [profile team]
        role_arn=arn:aws:iam::123456789012:role/build
        source_profile = default
        s3 =
          max_concurrent_requests = 20
          region = nested
        [profile "with space"]
        Region = us-east-1
        [sso-session corp]
        sso_region = us-west-2
        [services local]
        ecr =
          endpoint_url = http://127.0.0.1:5000
        [plugins]
        x = y
        """
    private static let credentials = """
        [default]
        aws_access_key_id = AKID
        aws_secret_access_key = a+b/c=d#e;f
        region = us-west-1
        [other]
        """

    private func files() throws -> ProfileFiles {
        try ProfileFiles(
            TestSurroundings.make(files: ["/home/u/.aws/config": Self.config, "/home/u/.aws/credentials": Self.credentials]))
    }

    @Test func `are read together, the credentials file counting for more`() throws {
        let files = try files()
        #expect(files.profiles.keys.sorted() == ["default", "other", "team", "with space"])
        #expect(files.profiles["default"]?["region"] == "us-west-1")
        #expect(files.profiles["default"]?["aws_secret_access_key"] == "a+b/c=d#e;f")
        #expect(files.profiles["with space"]?["region"] == "us-east-1")
        #expect(files.sessions["corp"]?["sso_region"] == "us-west-2")
        #expect(files.services["local"]?["ecr.endpoint_url"] == "http://127.0.0.1:5000")
    }

    @Test func `keep nested settings apart from the profile's own`() throws {
        let team = try #require(try files().profiles["team"])
        #expect(team["region"] == nil)
        #expect(team["s3.region"] == "nested")
        #expect(team["role_arn"] == "arn:aws:iam::123456789012:role/build")
    }

    @Test func `are where the variables say`() throws {
        let surroundings = TestSurroundings.make(
            ["AWS_CONFIG_FILE": "~/c", "AWS_SHARED_CREDENTIALS_FILE": "/s"],
            files: ["/home/u/c": "[profile a]\nregion=b-1", "/s": "[a]\naws_access_key_id=K"])
        let profile = try ProfileFiles(surroundings).profiles["a"]
        #expect(profile?["region"] == "b-1")
        #expect(profile?["aws_access_key_id"] == "K")
    }

    @Test(arguments: [
        ("region = x", "line 1: a setting before the first '[section]'"), ("[default\n", "line 1: a '[' without ']'"),
        ("[default]\na = b\nhunter2", "line 3: neither '[section]' nor 'key = value'"),
        ("[default]\n\nhunter2", "line 3: neither '[section]' nor 'key = value'"),
    ])
    func `name the line that is no setting, and do not show it`(text: String, problem: String) throws {
        let error = #expect(throws: AWSError.self) { try ProfileFiles(TestSurroundings.make(files: ["/home/u/.aws/config": text])) }
        #expect(error?.summary == "'/home/u/.aws/config', \(problem)")
        #expect(error?.exitCode == .usage)
    }
}

import Foundation
import SystemPackage
import TestSupport
import Testing

/// moto plays AWS's API; docker-registry plays the registry, behind a proxy that has the name of the real one.
@Suite(
    .serialized,
    .enabled(if: PythonTools.moto != nil && DockerRegistry.isInstalled, "moto[server] and docker-registry are needed: Scripts/setup test"))
struct `A push to ECR` {
    private static let host = "123456789012.dkr.ecr.us-east-1.amazonaws.com"
    /// User and password are those that moto gives; the hash is crypt(3)'s bcrypt.
    private static let htpasswd = "AWS:$2a$05$abcdefghijklmnopqrstuu/4ofrUS75HrKu6f.iuRo0I/XlrmpqlC"

    private let registry: DockerRegistry
    private let proxy: FixtureServer
    private let moto: MotoServer
    private let sample: PushProject
    private let variables: [String: String]

    init() throws {
        let certificate = try TestCertificate("DNS:\(Self.host)")
        registry = try DockerRegistry(
            .guarded(htpasswd: Self.htpasswd, certificate: FilePath(certificate.certificate), key: FilePath(certificate.key)))
        proxy = try FixtureServer("python3", "connect_proxy.py", ["\(registry.port)"])
        moto = try MotoServer()
        sample = try PushProject(Self.host)
        let trusted = try sample.project.directory.write("authority.pem", String(contentsOfFile: certificate.certificate, encoding: .utf8))
        variables = Self.variables(proxy, moto, trusted)
    }

    private static func variables(_ proxy: FixtureServer, _ moto: MotoServer, _ authority: FilePath) -> [String: String] {
        [
            "HTTPS_PROXY": proxy.address, "NO_PROXY": "127.0.0.1", "SSL_CERT_FILE": authority.string, "AWS_ENDPOINT_URL": moto.address,
            "AWS_ACCESS_KEY_ID": "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "s3cret-key", "AWS_EC2_METADATA_DISABLED": "true",
        ]
    }

    @Test func `needs the credentials of AWS alone, and sends nothing twice`() throws {
        #expect(try sample.push(["--tag", "1"], variables).images[0].sent.count > 0)
        #expect(try sample.push(["--tag", "1"], variables).images.map(\.sent.count) == [0, 0])
        let verbose = try sample.run(["push", "--tag", "1", "--verbose"], variables)
        for secret in ["s3cret-key", "123456789012-auth-token"] { #expect(!verbose.standardError.contains(secret)) }
    }

    @Test func `needs no login, which says so`() throws {
        let output = try sample.run(["login"], variables)
        #expect(output.status == 0)
        #expect(output.standardError == "login  \(Self.host) needs none: the credentials of AWS open it\n")
        #expect(!FileManager.default.fileExists(atPath: sample.project.root + "/home/.config/imgship/auth.json"))
        #expect(try sample.project.output(["login", "--json"], variables).contains(#""kept":null"#))
    }

    /// `aws ecr get-login-password | docker login --username AWS --password-stdin`, on a machine that has nothing of AWS itself.
    @Test func `keeps a password of AWS that is given to it`() throws {
        let stranger = variables.filter { !$0.key.hasPrefix("AWS_") }.merging(["AWS_EC2_METADATA_DISABLED": "true"]) { $1 }
        let output = try sample.run(["login", "--username", "AWS", "--password-stdin"], stranger, input: "123456789012-auth-token\n")
        #expect(output.status == 0)
        #expect(output.standardError == "login  \(Self.host) as AWS; kept in \(sample.project.root)/home/.config/imgship/auth.json\n")
        #expect(try sample.push(["base", "--tag", "1"], stranger).images[0].sent.count > 0)
        let wrong = try sample.run(["login", "--username", "AWS", "--password-stdin"], variables, input: "wrong\n")
        #expect(wrong.status == 1)
    }

    @Test func `goes well with an old login of docker's, and without the helper that docker is told to use`() throws {
        let old = Data("AWS:expired".utf8).base64EncodedString()
        for configuration in [
            "{\"auths\":{\"\(Self.host)\":{\"auth\":\"\(old)\"}}}", "{\"credHelpers\":{\"\(Self.host)\":\"ecr-login-that-is-not-there\"}}",
            "{\"credsStore\":\"ecr-login-that-is-not-there\"}",
        ] {
            try sample.project.directory.write("home/.docker/config.json", configuration)
            let output = try sample.run(["push", "--tag", "1"], variables)
            #expect(output.status == 0)
            #expect(!output.standardError.contains("warning"))
        }
    }

    @Test func `makes the repository when it is asked to`() throws {
        let options = ["push", "base", "--tag", "1", "--create-repository", "--scan-on-push", "--immutable-tags"]
        #expect(try sample.run(options, variables).standardError.contains("made   the repository \(Self.host)/team/base\n"))
        #expect(try sample.run(options, variables).standardError.contains("made") == false)
        let script = """
            import boto3
            found = boto3.client("ecr", region_name="us-east-1").describe_repositories(repositoryNames=["team/base"])["repositories"][0]
            print(found["imageTagMutability"], found["imageScanningConfiguration"]["scanOnPush"], found["registryId"])
            """
        let found = try Program.output([PythonTools.moto ?? "", "-c", script], environment: variables)
        #expect(found == "IMMUTABLE True 123456789012\n")
    }

    @Test func `says what makes a repository that is missing`() throws {
        let certificate = try TestCertificate("DNS:\(Self.host)")
        let fake = try FixtureServer(
            "python3", "connect_proxy.py", ["\(FakeRegistry.shared.get().port)", certificate.certificate, certificate.key])
        let other = Self.variables(fake, moto, FilePath(certificate.certificate))
        let output = try sample.run(["push", "base", "--to", "\(Self.host)/missing", "--tag", "1"], other)
        #expect(output.status == 1)
        try expectGolden(sample.anonymous(output), "errors/push to a missing repository of ECR.txt")
    }

    @Test func `says which credentials AWS wants`() throws {
        let nobody = variables.filter { !$0.key.hasPrefix("AWS_") }.merging(["AWS_EC2_METADATA_DISABLED": "true"]) { $1 }
        let output = try sample.run(["push", "base", "--tag", "1"], nobody)
        #expect(output.status == 1)
        try expectGolden(sample.anonymous(output), "errors/push to ECR without credentials.txt")
    }
}

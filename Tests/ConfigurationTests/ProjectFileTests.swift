import Bytes
import Diagnostics
import OCI
import Testing

@testable import Configuration

@Suite struct `The file` {
    @Test func `reads the example of the design`() throws {
        let project = try ProjectFile.load(text: Example.text, file: "imgship.yaml")
        #expect(project.platforms == [.linuxAMD64, .linuxARM64])
        #expect(project.compression == .zstd(level: 3))
        #expect(project.bases["python311"]?.users["nonroot"]?.group == 65532)
        #expect(
            project.sources["debian"]?.kind
                == .debian(
                    addresses: ["https://deb.example/debian"], keyring: "keys/archive.gpg", snapshots: ["https://snapshot.example/debian"]))
        let frontend = try #require(project.images["frontend"])
        #expect(frontend.base == .base("python311"))
        #expect(frontend.copy[0].owner == FileOwner(user: 65532, group: 65532))
        #expect(frontend.copy[0].mode == 0o755)
        #expect(frontend.config.env == ["GRADIO_ANALYTICS_ENABLED": "0", "DEBUG": "no"])
        #expect(frontend.config.labels == ["org.opencontainers.image.version": "3.10"])
        #expect(frontend.config.expose.map(\.description) == ["7860/tcp", "8000/udp"])
        #expect(frontend.config.healthcheck?.startPeriod == .seconds(90))
        #expect(project.images["backend"]?.python?.version == "3.11")
        #expect(project.images["backend"]?.copy[0].to == "/app")
    }

    @Test func `reads the services of the example`() throws {
        let project = try ProjectFile.load(text: Example.text, file: "imgship.yaml", variables: ["STAGE": "test"])
        let backend = try #require(project.services["backend"])
        guard case .containers(let containers) = backend.task else { return #expect(Bool(false), "no containers") }
        #expect(containers["backend"]?.image == .built("backend"))
        #expect(containers["backend"]?.secrets == ["OPENAI_API_KEY": .secret("llm-chat/openai")])
        #expect(backend.deployment?.circuitBreaker?.mode == .rollback)
        let frontend = try #require(project.services["frontend"])
        #expect(frontend.after == ["backend"])
        #expect(frontend.loadBalancer?.idle == .seconds(300))
        guard case .containers(let containers) = frontend.task else { return #expect(Bool(false), "no containers") }
        #expect(containers["frontend"]?.env["STAGE"] == "test")
    }

    @Test func `keeps a service's unset variable for the release to refuse`() throws {
        let project = try ProjectFile.load(text: Example.text, file: "imgship.yaml")
        #expect(project.unsetVariables.map(\.name) == ["STAGE"])
        #expect(project.unsetVariables.map(\.location.line) == [53])
    }

    @Test func `leaves what only a release can look up`() throws {
        let text = """
            version: 1
            project: p
            services:
              a: {image: "x:1", env: {A: "${stack:Table}/${B}", C: "http://${service:a}/"}}
            """
        let project = try ProjectFile.load(text: text, file: "f", variables: ["B": "b"])
        guard case .containers(let containers)? = project.services["a"]?.task else { return #expect(Bool(false), "no containers") }
        #expect(containers["a"]?.env == ["A": "${stack:Table}/b", "C": "http://${service:a}/"])
        #expect(project.unsetVariables == [])
        #expect(throws: ConfigurationError.self) {
            try ProjectFile.load(text: text + "registry: '${stack:Registry}'\n", file: "f", variables: ["B": "b"])
        }
        #expect(throws: ConfigurationError.self) {
            try ProjectFile.load(text: text.replacing("stack:Table", with: "stak:Table"), file: "f", variables: ["B": "b"])
        }
    }

    @Test func `lays an environment over it`() throws {
        let project = try ProjectFile.load(text: Example.text, file: "imgship.yaml", environment: "production")
        #expect(project.services["frontend"]?.scaling?.minimum == 2)
        #expect(project.services["frontend"]?.scaling?.maximum == 12)
        #expect(project.services["frontend"]?.scaling?.cpu == 75)
        #expect(project.environments == ["production"])
        #expect(project.environment == "production")
    }

    @Test func `compares without places`() throws {
        let a = try ProjectFile.load(text: Example.text, file: "imgship.yaml")
        let b = try ProjectFile.load(text: "# moved\n\n" + Example.text, file: "imgship.yaml")
        #expect(a.images == b.images)
        #expect(a.images["frontend"]?.origin.location != b.images["frontend"]?.origin.location)
    }

    @Test func `keeps anchors, merge keys and x- keys`() throws {
        let text = """
            version: 1
            project: p
            x-run: &run {user: "1:1", env: {A: "1"}}
            images:
              a: {base: scratch, config: {<<: *run, workdir: /a}}
              b: {base: a, config: *run}
            """
        let project = try ProjectFile.load(text: text, file: "f")
        #expect(project.images["a"]?.config.user == "1:1")
        #expect(project.images["a"]?.config.workdir == "/a")
        #expect(project.images["b"]?.config.env == ["A": "1"])
        #expect(project.images["b"]?.base == .image("a"))
    }

    @Test(arguments: [
        ("scratch", BaseReference.scratch), ("oci:dir", .layout(path: "dir", tag: nil)),
        ("oci:/a/b:1.0", .layout(path: "/a/b", tag: "1.0")),
        ("oci-archive:x.tar:t", .layoutArchive(path: "x.tar", tag: "t")), ("docker-archive:x.tar", .dockerArchive(path: "x.tar", tag: nil)),
        ("python:3.12-slim", .registry("python:3.12-slim")), ("ghcr.io/a/b", .registry("ghcr.io/a/b")),
        ("localhost:5000/x@sha256:0000", .registry("localhost:5000/x@sha256:0000")),
    ])
    func `knows what an image stands on`(text: String, base: BaseReference) throws {
        let project = try ProjectFile.load(text: "{version: 1, project: p, images: {a: {base: \"\(text)\"}}}", file: "f")
        #expect(project.images["a"]?.base == base)
        #expect(base.description == text)
    }
}

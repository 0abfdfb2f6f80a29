import Configuration
import OCI
import Testing

@testable import Build

@Suite struct `How an image runs` {
    /// The config that `configs` make, the lowest first, each as in imgship.yaml.
    private func config(
        _ configs: String..., on base: ContainerConfig = ContainerConfig(), environment: [(name: String, value: String)] = []
    ) throws -> ContainerConfig {
        let specs = try configs.map { text in
            let yaml = "version: 1\nproject: p\nimages: {a: {base: scratch, config: \(text)}}\n"
            return try #require(try ProjectFile.load(text: yaml, file: "imgship.yaml").images["a"]?.config)
        }
        let plan = ImagePlan(
            name: "a", platform: .linuxAMD64, base: nil, layers: [], checks: [], configs: specs, environment: environment, created: 0)
        return try ContainerConfigComposer.config(on: base, for: plan)
    }

    private func base() throws -> ContainerConfig {
        var base = ContainerConfig()
        base.user = "root"
        base.entrypoint = ["/bin/base"]
        base.cmd = ["serve"]
        base.env = [try EnvironmentVariable(name: "PATH", value: "/bin"), try EnvironmentVariable(name: "LANG", value: "C")]
        base.exposedPorts = ["80/tcp"]
        base.labels = ["a": "1", "b": "1"]
        base.healthcheck = Healthcheck(test: ["CMD", "/check"])
        return base
    }

    @Test func `is what the base says unless the file says otherwise`() throws {
        #expect(try config(on: base()) == base())
        #expect(try config("{}", on: base()) == base())
        let changed = try config("{user: app, workdir: /app, stop-signal: SIGINT}", on: base())
        #expect(changed.user == "app")
        #expect(changed.workingDir == "/app")
        #expect(changed.stopSignal == "SIGINT")
        #expect(changed.entrypoint == ["/bin/base"])
        #expect(changed.healthcheck == (try base()).healthcheck)
    }

    /// As Docker does: a command is arguments of the entry point it was written for.
    @Test func `has no command left of another entry point`() throws {
        #expect(try config("{entrypoint: [/bin/mine]}", on: base()).cmd == [])
        #expect(try config("{entrypoint: [/bin/mine], cmd: [x]}", on: base()).cmd == ["x"])
        #expect(try config("{cmd: [x]}", on: base()).entrypoint == ["/bin/base"])
        #expect(try config("{entrypoint: [/bin/mine], cmd: [x]}", "{entrypoint: [/bin/other]}").cmd == [])
    }

    @Test func `replaces variables where they stand, and adds new ones by name`() throws {
        let composed = try config(
            "{env: {Z: low, LANG: de}}", "{env: {B: '1', A: '2', Z: high}}", on: base(),
            environment: [("PATH", "/usr/bin"), ("VIRTUAL_ENV", "/opt/venv")])
        #expect(
            composed.env.map { "\($0.name)=\($0.value)" } == [
                "PATH=/usr/bin", "LANG=de", "VIRTUAL_ENV=/opt/venv", "Z=high", "A=2", "B=1",
            ])
    }

    @Test func `lets the file decide about variables that layers need`() throws {
        let composed = try config("{env: {PATH: /mine}}", environment: [("PATH", "/opt/venv/bin")])
        #expect(composed.env.map(\.value) == ["/mine"])
    }

    @Test func `searches what layers need before what the base searches`() throws {
        let venv = [("PATH", "/opt/venv/bin:$PATH"), ("PATH", "/opt/own/bin:$PATH"), ("PATH", "/opt/venv/bin:$PATH")]
        #expect(try config(on: base(), environment: venv).env.first?.value == "/opt/venv/bin:/opt/own/bin:/bin")
        let system = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        #expect(try config(environment: [venv[0]]).env.map(\.value) == ["/opt/venv/bin:" + system])
    }

    @Test func `adds ports, volumes and labels to those of the base`() throws {
        let composed = try config(
            "{expose: [8000, 53/udp], volumes: [/tmp], labels: {b: '2', c: '2'}}", "{volumes: [/data]}", on: base())
        #expect(composed.exposedPorts == ["80/tcp", "8000/tcp", "53/udp"])
        #expect(composed.volumes == ["/tmp", "/data"])
        #expect(composed.labels == ["a": "1", "b": "2", "c": "2"])
    }

    @Test func `writes health checks as Docker does`() throws {
        let command = try config("{healthcheck: {command: [/bin/check, -q], interval: 10s, retries: 3}}").healthcheck
        #expect(command?.test == ["CMD", "/bin/check", "-q"])
        #expect(command?.interval == .seconds(10))
        #expect(command?.retries == 3)
        #expect(try config("{healthcheck: {shell: exit 0}}").healthcheck?.test == ["CMD-SHELL", "exit 0"])
    }
}

import OCI

/// One image with every field set.
enum Sample {
    static let layer = Descriptor(of: Array("layer".utf8), mediaType: .layerZstd, annotations: ["com.example.origin": "app"])

    static func config() throws -> ImageConfig {
        var container = ContainerConfig()
        container.user = "65532:65532"
        container.exposedPorts = ["7860/tcp", "53/udp"]
        container.env = try [EnvironmentVariable("PATH=/usr/bin"), EnvironmentVariable("EMPTY=")]
        container.entrypoint = ["/opt/venv/bin/python"]
        container.cmd = ["app.py"]
        container.volumes = ["/tmp"]
        container.workingDir = "/app"
        container.labels = ["com.example/key": "käse"]
        container.stopSignal = "SIGINT"
        var healthcheck = Healthcheck(test: ["CMD", "/bin/true"])
        healthcheck.interval = .seconds(30)
        healthcheck.timeout = .milliseconds(1500)
        healthcheck.startPeriod = .seconds(2)
        healthcheck.retries = 3
        container.healthcheck = healthcheck
        let platform = Platform(os: "linux", architecture: "arm", variant: "v7")
        var step = History(createdBy: "imgship", comment: "app", created: Timestamp(secondsSince1970: 0))
        step.isEmptyLayer = true
        return ImageConfig(
            platform: platform, config: container, rootfs: RootFS(diffIDs: [Digest(of: Array("tar".utf8))]),
            history: [History(createdBy: "imgship"), step], created: Timestamp(secondsSince1970: 0))
    }

    static func manifest() throws -> ImageManifest {
        let bytes = try CanonicalJSON.encode(config())
        return ImageManifest(
            config: Descriptor(of: bytes, mediaType: .config), layers: [layer], annotations: [Annotations.title: "sample"])
    }

    static func index() throws -> ImageIndex {
        let bytes = try CanonicalJSON.encode(manifest())
        let entries = [Platform.linuxAMD64, Platform.linuxARM64].map {
            Descriptor(of: bytes, mediaType: .manifest, platform: $0, annotations: [Annotations.refName: "frontend"])
        }
        return ImageIndex(manifests: entries, annotations: [Annotations.created: "1970-01-01T00:00:00Z"])
    }
}

import Foundation
import TestSupport
import Testing

@Suite(
    .serialized, .enabled(if: DockerRegistry.isInstalled && Ability.hasSkopeo, "docker-registry and skopeo are needed: Scripts/setup test"))
struct `A push that is killed` {
    @Test func `is completed by the next, which sends only what is missing`() throws {
        let registry = try DockerRegistry()
        let sample = try PushProject(registry.domain)
        var random = SystemRandomNumberGenerator()
        var copies: [String] = []
        for number in 0..<6 {
            let bytes = (0..<(1 << 20)).map { _ in UInt8.random(in: 0...255, using: &random) }
            try sample.project.directory.write("parts/\(number)", bytes)
            copies.append(
                "  part\(number): {base: \(number == 0 ? "scratch" : "part\(number - 1)"), copy: [{from: parts/\(number), to: /\(number)}]}\n"
            )
        }
        try sample.project.directory.write(
            "imgship.yaml", "version: 1\nproject: sample\nregistry: \(registry.domain)/team\nimages:\n" + copies.joined())
        try sample.project.output(["build", "--quiet"])
        let clock = ContinuousClock.now
        let blobs = try sample.push(["part5", "--to", "\(registry.domain)/whole", "--tag", "1"]).images[0].sent.count
        let whole = ContinuousClock.now - clock

        for round in 1...8 {
            let place = "\(registry.domain)/round\(round)"
            let push = try sample.project.start(["push", "part5", "--to", place, "--tag", "1"])
            usleep(UInt32(whole * round / 8 / .microseconds(1)))
            kill(push.identifier, SIGKILL)
            _ = push.wait()
            let arrived = try registry.accessLog.matches(of: Regex("PUT /v2/round\(round)/part5/blobs/uploads/[^ ]+ HTTP/1.1\" 201")).count
            let second = try sample.push(["part5", "--to", place, "--tag", "1"]).images[0]
            #expect(second.present.count >= arrived, "round \(round)")
            #expect(second.present.count + second.sent.count == blobs)
            try Program.output([
                "skopeo", "copy", "--quiet", "--src-tls-verify=false", "docker://\(place)/part5:1",
                "dir:\(sample.project.root)/copy\(round)",
            ])
        }
    }
}

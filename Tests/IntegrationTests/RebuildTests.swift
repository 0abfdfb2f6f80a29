import Foundation
import Glibc
import TestSupport
import Testing

@Suite(.serialized) struct `A second build` {
    let project: SampleProject

    init() throws { project = try SampleProject(with: SampleInputs.shared.get()) }

    /// Waits until the files are older than a tick of the kernel's clock, which is when a layer of them is remembered.
    private func settle() { usleep(50_000) }

    @Test func `touches no layer when nothing changed`() throws {
        settle()
        let first = try project.build()
        let inodes = try project.store.inodes
        // Without the downloads, nothing could be made again.
        try FileManager.default.removeItem(atPath: project.root + "/home")
        let second = try project.run(["build", "--json"])
        #expect(second.status == 0)
        #expect(!second.standardError.contains("layer  "))
        #expect(try JSONDecoder().decode(BuildDocument.self, from: Data(second.standardOutput)) == first)
        #expect(try project.store.inodes == inodes)
    }

    @Test(.enabled(if: Ability.has("strace"), "strace is needed to see which files are opened"))
    func `opens no file of the sources and no layer when nothing changed`() throws {
        settle()
        let layers = try project.build().images[0].platforms.flatMap(\.layers)
        let trace = project.root + "/trace"
        try project.output(["build"], wrapper: ["strace", "-f", "-qq", "-e", "trace=open,openat", "-o", trace])
        let opened = try String(contentsOfFile: trace, encoding: .utf8)
        #expect(opened.contains("imgship.yaml"))
        for layer in layers { #expect(!opened.contains(layer.digest.dropFirst("sha256:".count))) }
        for name in ["/app/run", "notes.txt", ".whl", ".deb\""] { #expect(!opened.contains(name), "\(name) was opened") }
    }

    @Test func `makes one layer when a file of the application changed`() throws {
        settle()
        let first = try project.build()
        try project.directory.write("app/run", "#!/bin/sh\necho changed\n", mode: 0o755)
        let second = try project.run(["build", "--json"])
        #expect(second.standardError.components(separatedBy: "layer  ").count == 2)
        #expect(second.standardError.contains("layer  files: app"))
        let built = try JSONDecoder().decode(BuildDocument.self, from: Data(second.standardOutput))
        for (old, new) in zip(first.images[0].platforms, built.images[0].platforms) {
            #expect(old.layers.dropLast() == new.layers.dropLast())
            #expect(old.layers.last != new.layers.last)
        }
    }

    @Test func `beside another in one store succeeds`() throws {
        let arguments = ["build", "--compression"]
        let builds = try ["zstd", "gzip", "zstd", "gzip"].map { try project.start(arguments + [$0]) }
        #expect(builds.map { $0.wait() } == [0, 0, 0, 0])
        #expect(try project.store.damaged == [])
        #expect(try project.store.leftovers == [])
        if Ability.hasSkopeo { _ = try project.store.inspect("whole") }
    }
}

@Suite(.serialized) struct `A build that is killed` {
    @Test func `leaves a store that the next build uses`() throws {
        let project = try SampleProject(reproducible: SampleInputs.shared.get())
        let clock = ContinuousClock.now
        let expected = try project.build()
        let whole = ContinuousClock.now - clock
        for round in 0..<20 {
            // Everything is made anew each time, and the end comes at another moment of the work.
            if round.isMultiple(of: 2) { try? FileManager.default.removeItem(atPath: project.store.path.string) }
            try Program.output(["touch", project.root + "/app/run"])
            let build = try project.start(["build"])
            usleep(UInt32(whole * round / 20 / .microseconds(1)))
            kill(build.identifier, SIGKILL)
            _ = build.wait()
            if round % 4 == 3 { #expect(try project.build() == expected, "round \(round)") }
        }
        #expect(try project.build() == expected)
        #expect(try project.store.leftovers == [])
        #expect(try project.store.damaged == [])
    }
}

import Foundation
import TestSupport

/// A project of two images, one on the other, whose layers have some megabytes that do not compress: large enough to be sent while they are made.
final class LargeProject: Sendable {
    let project: SampleProject

    /// - Parameters:
    ///   - place: where the images are pushed, `HOST:PORT/PATH`.
    ///   - size: of each layer, in bytes.
    ///   - seed: layers of another seed are other layers.
    init(_ place: String, size: Int = 3 << 20, seed: UInt64 = 1) throws {
        project = try SampleProject(
            """
            version: 1
            project: sample
            platforms: [linux/amd64, linux/arm64]
            registry: \(place)
            images:
              lower: {base: scratch, copy: [{from: lower, to: /lower}]}
              upper: {base: lower, copy: [{from: upper, to: /upper}]}

            """)
        for (number, name) in ["lower", "upper"].enumerated() {
            try project.directory.write("\(name)/data", Self.noise(size, seed: seed &* 2 &+ UInt64(number)))
        }
    }

    private static func noise(_ count: Int, seed: UInt64) -> [UInt8] {
        var state = seed
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 8)
        while bytes.count < count {
            // Vigna's splitmix64.
            state &+= 0x9e37_79b9_7f4a_7c15
            var word = state
            word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
            word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
            withUnsafeBytes(of: word ^ (word >> 31)) { bytes.append(contentsOf: $0) }
        }
        return Array(bytes.prefix(count))
    }

    /// Runs imgship, which must succeed, and returns the document of a push.
    func push(_ arguments: [String]) throws -> PushDocument {
        try JSONDecoder().decode(PushDocument.self, from: Data(project.output(arguments + ["--json"]).utf8))
    }
}

import OCI
import Testing

@testable import Build

@Suite struct `A fingerprint` {
    private func print(_ add: (inout Fingerprint) -> Void) -> Digest {
        var print = Fingerprint()
        add(&print)
        return print.digest
    }

    /// The same by coreutils: `printf 'name=value\0' | sha256sum`.
    @Test func `is the SHA-256 of its values`() {
        #expect(
            print { $0.add("name", "value") }.description
                == "sha256:18de5dce80a30b74bc40b8b6fa38bec4e93c9f8f14971305136dd110b4c3a142")
    }

    @Test func `tells lists apart that hold the same values`() {
        let all: [Digest] = [
            print { _ in }, print { $0.add("a", "") },
            print {
                $0.add("a", each: []); $0.add("b", each: ["x"])
            },
            print {
                $0.add("a", each: ["x"]); $0.add("b", each: [])
            }, print { $0.add("a", each: ["x", "y"]) },
            print { $0.add("a", each: ["xy"]) }, print { $0.add("a", each: ["y", "x"]) }, print { $0.add("ax", "y") },
            print { $0.add("a", "xy") },
        ]
        #expect(Set(all).count == all.count)
    }
}

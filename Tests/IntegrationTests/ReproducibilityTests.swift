import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct `The same inputs` {
    /// One circumstance that must not matter.
    struct Circumstance: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var variables: [String: String] = [:]
        var wrapper: [String] = []
    }

    static let circumstances =
        [
            Circumstance(testDescription: "a mask of 077", wrapper: ["sh", "-c", "umask 077; exec \"$@\"", "sh"]),
            Circumstance(testDescription: "a time zone east", variables: ["TZ": "Pacific/Kiritimati"]),
            Circumstance(testDescription: "the locale C", variables: ["LC_ALL": "C"]),
            Circumstance(testDescription: "a Turkish locale", variables: ["LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"]),
            Circumstance(testDescription: "one thread", variables: ["IMGSHIP_THREADS": "1"]),
            Circumstance(testDescription: "seven threads", variables: ["IMGSHIP_THREADS": "7"]),
            Circumstance(testDescription: "one processor", wrapper: ["taskset", "-c", "0"]),
        ] + (Ability.asStranger.map { [Circumstance(testDescription: "another user", wrapper: $0)] } ?? [])

    static let compressions = ["zstd", "gzip"]
    /// Digests of a build under no circumstance at all.
    static let usual = Result {
        let inputs = try SampleInputs.shared.get()
        return try compressions.map { try SampleProject(reproducible: inputs).build(["--compression", $0]) }
    }

    @Test(arguments: circumstances) func `give the same digests under`(circumstance: Circumstance) throws {
        for (compression, expected) in zip(Self.compressions, try Self.usual.get()) {
            let project = try SampleProject(reproducible: SampleInputs.shared.get())
            if circumstance.wrapper == Ability.asStranger { try Program.output(["chown", "-R", "65534:65534", project.root]) }
            var variables = circumstance.variables
            if variables["LC_ALL"]?.hasPrefix("tr_TR") == true { variables["LOCPATH"] = try Self.turkishLocale(for: project) }
            let built = try project.build(["--compression", compression], variables, wrapper: circumstance.wrapper)
            #expect(built == expected)
        }
    }

    @Test func `come out the same twice, which --verify proves`() throws {
        let project = try SampleProject(reproducible: SampleInputs.shared.get())
        let output = try project.run(["build", "--verify"])
        #expect(output.status == 0)
        #expect(output.standardError.components(separatedBy: "same   ").count > 3)
    }

    @Test func `are made again when a record and its blob are gone`() throws {
        let project = try SampleProject(reproducible: SampleInputs.shared.get())
        let first = try project.build()
        try FileManager.default.removeItem(atPath: project.store.path.string)
        #expect(try project.build() == first)
    }

    /// Compiles the locale where the machine has its source; without it the C library falls back to C.
    private static func turkishLocale(for project: SampleProject) throws -> String {
        let place = project.root + "/locale"
        try Program.output(["mkdir", "-p", place])
        if Ability.has("localedef") { _ = try Program.run(["localedef", "-i", "tr_TR", "-f", "UTF-8", place + "/tr_TR.UTF-8"]) }
        return place
    }
}

extension SampleProject {
    /// A project whose directory entries were made in another order each time, and which compresses enough to keep several threads busy.
    convenience init(reproducible inputs: SampleInputs) throws {
        try self.init(with: inputs)
        let names = ["I", "i", "ı", "İ", "Z", "a", "ä", "ö", "z", "_", ".hidden", "a b"].shuffled()
        for name in names { try directory.write("app/names/\(name)", "\(name)\n") }
        try directory.write("app/data/numbers", Self.numbers)
    }

    /// 2 MiB that compress to about half.
    private static let numbers: [UInt8] = {
        var random = SplitMix(state: 42)
        return (0..<(1 << 18)).flatMap { _ in withUnsafeBytes(of: random.next() & 0x0f0f_0f0f_0f0f_0f0f) { Array($0) } }
    }()
}

/// Numbers that look random and are the same each time.
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}

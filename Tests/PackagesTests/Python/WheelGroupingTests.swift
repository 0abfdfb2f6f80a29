import OCI
import Testing

@testable import Packages

@Suite struct `Layers of wheels` {
    private func wheel(_ name: String, _ size: Int64, version: String = "1.0") -> LockedArtifact {
        LockedArtifact(
            name: name, version: version, source: "pypi", path: "\(name)-\(version)-py3-none-any.whl", size: size,
            digest: Digest(of: "\(name) \(version)".utf8))
    }

    /// 60 small packages and 8 heavy ones.
    private var wheels: [LockedArtifact] {
        (0..<60).map { wheel("small-\($0)", 20_000 + Int64($0) * 1000) } + (0..<8).map { wheel("heavy-\($0)", 5_000_000 << Int64($0 / 2)) }
    }

    /// Which packages are together in a layer.
    private func layers(_ wheels: [LockedArtifact], budget: Int = 16) -> Set<Set<String>> {
        Set(WheelGrouping.plan(wheels, budget: budget).map { Set($0.wheels.map(\.name)) })
    }

    @Test func `give heavy wheels one of their own and let small ones share`() {
        let plan = WheelGrouping.plan(wheels)
        #expect(plan.prefix(8).map(\.description) == (0..<8).map { "heavy-\($0) 1.0" })
        #expect(plan.count == 12)
        #expect(plan.filter(\.includesSkeleton).count == 1)
        #expect(plan.last?.description.contains("small packages (small-") == true)
        #expect(plan.flatMap(\.wheels).count == wheels.count)
    }

    @Test func `do not depend on the order of the wheels`() {
        #expect(WheelGrouping.plan(wheels) == WheelGrouping.plan(wheels.reversed()))
        #expect(WheelGrouping.plan(wheels) == WheelGrouping.plan(wheels.shuffled()))
    }

    @Test(arguments: [1, 2, 3, 4, 5, 8, 16, 100]) func `stay within the budget`(budget: Int) {
        let plan = WheelGrouping.plan(wheels, budget: budget)
        #expect(plan.count <= budget)
        #expect(Set(plan.flatMap(\.wheels)) == Set(wheels))
    }

    @Test func `stay where they are when a package is added or removed`() {
        let before = layers(wheels)
        for added in [wheel("another", 9000), wheel("zz-new", 300_000), wheel("big-new", 80_000_000)] {
            let after = layers(wheels + [added]).map { $0.subtracting([added.name]) }.filter { !$0.isEmpty }
            #expect(Set(after) == before)
        }
        for removed in wheels {
            #expect(layers(wheels.filter { $0 != removed }) == Set(before.map { $0.subtracting([removed.name]) }.filter { !$0.isEmpty }))
        }
    }

    @Test func `change one digest when one package gets a new version`() throws {
        let environment = try VirtualEnvironment(
            path: "/opt/venv", interpreter: PythonInterpreter(path: "/usr/bin/python3.11", version: "3.11.2"))
        let before = WheelGrouping.plan(wheels).map { $0.inputs(in: environment) }
        for name in ["small-17", "heavy-3"] {
            let bumped = wheels.map { $0.name == name ? wheel(name, $0.size + 500, version: "1.1") : $0 }
            let after = WheelGrouping.plan(bumped).map { $0.inputs(in: environment) }
            #expect(Set(after).subtracting(before).count == 1)
            #expect(after.count == before.count)
        }
    }

    @Test func `hold the skeleton even when there is no wheel`() {
        #expect(WheelGrouping.plan([]).map(\.includesSkeleton) == [true])
        #expect(WheelGrouping.plan([]).map(\.description) == ["the virtual environment"])
    }

    @Test func `have other inputs for another environment`() throws {
        let group = WheelGroup(wheels: [wheel("a", 1)], includesSkeleton: false)
        let python = try PythonInterpreter(path: "/usr/bin/python3.11", version: "3.11.2")
        let environments = [
            try VirtualEnvironment(path: "/opt/venv", interpreter: python), try VirtualEnvironment(path: "/venv", interpreter: python),
            try VirtualEnvironment(path: "/opt/venv", interpreter: PythonInterpreter(path: "/usr/bin/python3.13", version: "3.13")),
            try VirtualEnvironment(path: "/opt/venv", interpreter: python, requested: [PackageName("a")]),
            try VirtualEnvironment(path: "/opt/venv", interpreter: python, modificationTime: 1),
        ]
        #expect(Set(environments.map { group.inputs(in: $0) }).count == environments.count)
    }
}

import Archive
import Diagnostics
import Layers
import OCI

/// One layer of a virtual environment: some of its wheels, laid out as pip would install them, straight from zip to tar.
package struct WheelLayer: LayerSource {
    package let environment: VirtualEnvironment
    /// Sorted by name.
    package let wheels: [Wheel]
    /// Whether the layer carries `pyvenv.cfg`, the interpreter's links and the directories of the environment.
    package let includesSkeleton: Bool

    package init(_ environment: VirtualEnvironment, wheels: [Wheel], includesSkeleton: Bool) {
        self.environment = environment
        self.wheels = wheels.sorted { ($0.artifact.name, $0.artifact.path) < ($1.artifact.name, $1.artifact.path) }
        self.includesSkeleton = includesSkeleton
    }

    package func write(to layer: LayerEntries) throws {
        let contents = try wheels.map { try WheelContents($0, in: environment) }
        let conflicts = try WheelConflicts(among: contents, in: environment)
        if includesSkeleton {
            for item in environment.skeleton {
                if case .file = item.entry.kind {
                    try layer.add(item.entry, content: item.content)
                } else {
                    try layer.add(item.entry)
                }
            }
        }
        for (wheel, skipped) in zip(contents, conflicts.skipped) {
            var installation = WheelInstallation(wheel, skipping: skipped)
            try installation.write(to: layer)
        }
    }

    /// Looks through all the wheels of an environment for files that two of them bring, across layers too.
    ///
    /// Reads the wheels' directories and metadata, not their files: a few milliseconds each. Needed only when a layer has to be written anew.
    /// - Returns: what was left to the first of two wheels because no program reads it.
    /// - Throws: ``PythonError`` `.conflict`, `.malformedWheel`.
    package static func checkForConflicts(among wheels: [Wheel], in environment: VirtualEnvironment) throws -> [Warning] {
        let sorted = WheelLayer(environment, wheels: wheels, includesSkeleton: true).wheels
        return try WheelConflicts(among: sorted.map { try WheelContents($0, in: environment) }, in: environment).warnings
    }
}

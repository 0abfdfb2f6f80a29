import Configuration
import Content
import Diagnostics
import OCI
import Registry

/// Decides which images are pushed, and under which names.
struct PushSelection {
    /// Nil where there is no project file.
    let file: ProjectFile?
    /// What `--to` says.
    let destination: String?
    let reporter: any Reporter

    /// The images to push: those that are named, or all of the project that were built.
    /// - Parameter store: has what was built.
    /// - Throws: ``UsageError`` for one that was not built, or that nobody knows.
    func names(_ asked: [String], in store: ContentStore) throws -> [String] {
        let built = try Set(store.names())
        let known = file.map { $0.images.keys.sorted() } ?? built.sorted()
        guard !asked.isEmpty else {
            let found = known.filter(built.contains)
            let missing = known.filter { !built.contains($0) }.map { "'\($0)'" }
            guard !found.isEmpty else { throw UsageError("no image has been built yet", hint: "run `imgship build`") }
            if !missing.isEmpty {
                reporter.warn("not pushed, since not built: \(missing.joined(separator: ", "))", hint: "run `imgship build`")
            }
            return found
        }
        var names: [String] = []
        for name in asked where !names.contains(name) {
            if built.contains(name) { names.append(name) } else { throw unknown(name, known) }
        }
        return names
    }

    private func unknown(_ name: String, _ known: [String]) -> UsageError {
        if known.contains(name) { return UsageError("the image '\(name)' has not been built yet", hint: "run `imgship build \(name)`") }
        let near = NearestName.suggestion(for: name, among: known)
        return UsageError(
            "there is no image '\(name)'", hint: near.map { "did you mean '\($0)'?" } ?? "known: \(known.joined(separator: ", "))")
    }

    /// Where one of the images goes.
    /// - Throws: ``UsageError`` when nothing names a registry; ``OCIError`` for a name that is none.
    func target(of name: String, isOnly: Bool) throws -> PushTarget {
        if let destination {
            guard isOnly || !PushTarget.hasTag(destination) else {
                throw UsageError(
                    "several images cannot all be '\(destination)'", hint: "name one image, or leave the tag out of --to and use --tag")
            }
            return try PushTarget(name, to: destination)
        }
        guard let registry = file?.registry else {
            throw UsageError(
                "no registry is named to push '\(name)' to",
                hint: "set 'registry:' in \(file?.file ?? "imgship.yaml"), or name one with --to HOST/PATH")
        }
        return try PushTarget(name, below: registry)
    }

    /// Where images go, and under which tags; they need not have been built.
    /// - Throws: ``UsageError`` when nothing names a registry or a tag; ``OCIError`` for a name that is none.
    func planned(_ names: [String], _ choice: TagChoice) async throws -> [PlannedPush] {
        var pushes: [PlannedPush] = []
        for name in names {
            let target = try target(of: name, isOnly: names.count == 1)
            pushes.append(PlannedPush(name: name, target: target, tags: try await choice.tags(for: target.tag)))
        }
        return pushes
    }
}

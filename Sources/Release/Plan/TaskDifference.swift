import JSON

/// What differs between two task definitions, said in the words of a person.
enum TaskDifference {
    /// - Parameters:
    ///   - old: nil for a family that is new.
    /// - Returns: empty when both mean the same.
    static func changes(from old: TaskDefinition?, to new: TaskDefinition) -> [Change] {
        let (a, b) = (old.map(NormalForm.task) ?? [:], NormalForm.task(new))
        guard a != b else { return [] }
        let isNew = old == nil
        let settings = fields(
            a, b.filter { !isNew || !DefinitionSummary.isExpected($0.key, $0.value) },
            except: ["containerDefinitions", "volumes", "family"])
        let family = isNew ? [] : fields(a, b, only: ["family"])
        let volumes = named(a["volumes"], b["volumes"], "name", "volume")
        return containers(a, b, images: (old?.images ?? [:], new.images)) + settings + volumes + family
    }

    private static func containers(_ a: JSONObject, _ b: JSONObject, images: ([String: String], [String: String])) -> [Change] {
        let (old, new) = (byName(a["containerDefinitions"], "name"), byName(b["containerDefinitions"], "name"))
        return Set(old.keys).union(new.keys).sorted().compactMap { name in
            guard let after = new[name] else { return Change(.removed, "container \(name)") }
            let changes = container(old[name] ?? [:], after, images: (images.0[name], images.1[name]))
            if old[name] != nil, changes.isEmpty { return nil }
            return Change(old[name] == nil ? .added : .changed, "container \(name)", changes)
        }
    }

    private static func container(_ a: JSONObject, _ b: JSONObject, images: (String?, String?)) -> [Change] {
        var changes: [Change] = []
        if a["image"] != b["image"] {
            // The references as they are written: the compared ones have lost their tags.
            if let old = images.0, let new = images.1 {
                let (from, to) = ShownValue.images(old, new)
                changes.append(Change("image", from: from, to: to))
            } else {
                changes.append(Change("image", from: images.0.map(ShownValue.image), to: images.1.map(ShownValue.image)))
            }
        }
        changes += variables(a["environment"], b["environment"])
        changes += pairs(a["secrets"], b["secrets"], "name", "valueFrom", "secret", shown: ShownValue.source)
        changes += pairs(a["dependsOn"], b["dependsOn"], "containerName", "condition", "waits for")
        changes += named(a["portMappings"], b["portMappings"], "containerPort", "port", text: DefinitionSummary.port)
        changes += named(a["mountPoints"], b["mountPoints"], "containerPath", "mount")
        let done: Set = ["name", "image", "environment", "secrets", "dependsOn", "portMappings", "mountPoints"]
        return changes + fields(a, b, except: done)
    }

    private static func variables(_ a: JSONValue?, _ b: JSONValue?) -> [Change] {
        let (old, new) = (texts(a, "name", "value"), texts(b, "name", "value"))
        return Set(old.keys).union(new.keys).sorted().filter { old[$0] != new[$0] }.map { name in
            let shown = { (value: String) in ShownValue.variable(name, value) }
            return Change("env \(name)", from: old[name].map(shown), to: new[name].map(shown))
        }
    }

    private static func pairs(
        _ a: JSONValue?, _ b: JSONValue?, _ key: String, _ value: String, _ label: String,
        shown: (String) -> String = { $0 }
    ) -> [Change] {
        let (old, new) = (texts(a, key, value), texts(b, key, value))
        return Set(old.keys).union(new.keys).sorted().filter { old[$0] != new[$0] }.map { name in
            Change("\(label) \(name)", from: old[name].map(shown), to: new[name].map(shown))
        }
    }

    /// Items of a list that have a name: added, removed, or field by field.
    private static func named(_ a: JSONValue?, _ b: JSONValue?, _ key: String, _ label: String, text: ((JSONObject) -> String)? = nil)
        -> [Change]
    {
        let (old, new) = (byName(a, key), byName(b, key))
        return Set(old.keys).union(new.keys).sorted().flatMap { name -> [Change] in
            let label = "\(label) \(name)"
            let rest =
                text ?? { (object: JSONObject) in ShownValue.text(.object(object.filter { $0.key != key })) }
            switch (old[name], new[name]) {
            case (let before?, let after?): return FieldDifference.changes(before, after, prefix: label + " ")
            case (let before?, nil): return [Change(label, from: rest(before), to: nil)]
            case (nil, let after?): return [Change(label, from: nil, to: rest(after))]
            case (nil, nil): return []
            }
        }
    }

    private static func fields(_ a: JSONObject, _ b: JSONObject, except: Set<String> = [], only: Set<String>? = nil) -> [Change] {
        let keep = { (key: String) in !except.contains(key) && only?.contains(key) != false }
        return FieldDifference.changes(a.filter { keep($0.key) }, b.filter { keep($0.key) })
    }

    private static func byName(_ list: JSONValue?, _ key: String) -> [String: JSONObject] {
        let items = (list?.array ?? []).compactMap(\.object).map { ($0[key].map { $0.string ?? $0.text() } ?? "?", $0) }
        return Dictionary(items) { first, _ in first }
    }

    private static func texts(_ list: JSONValue?, _ key: String, _ value: String) -> [String: String] {
        byName(list, key).mapValues { $0[value]?.string ?? "" }
    }
}

extension TaskDefinition {
    /// References by container.
    fileprivate var images: [String: String] {
        let entries = containers.compactMap { container in container.name.flatMap { name in container.image.map { (name, $0) } } }
        return Dictionary(entries) { first, _ in first }
    }
}

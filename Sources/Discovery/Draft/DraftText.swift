/// The text of a first `imgship.yaml`: what was found, with remarks that say what it means and what may be changed.
package struct DraftText {
    private let draft: ProjectDraft
    private var lines: [String] = []

    /// Of the reasons beside values.
    private static let remarkColumn = 60

    package init(_ draft: ProjectDraft) {
        self.draft = draft
        head()
        bases()
        images()
        services()
    }

    /// With a line feed at its end.
    package var text: String { lines.joined(separator: "\n") + "\n" }

    // MARK: Parts

    private mutating func head() {
        add("version: 1")
        add("project: " + YAMLWords.text(draft.project))
        add("platforms: [linux/amd64]", "linux/arm64 too, for Graviton")
        add("")
        add("# Where `imgship push` sends the images: HOST/PATH.")
        if let registry = draft.registry {
            add("registry: " + YAMLWords.text(registry))
        } else {
            add("# registry: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/\(draft.project)")
        }
    }

    private mutating func bases() {
        let pythons = Set(draft.applications.compactMap(\.debian?.python)).sorted { $0.version < $1.version }
        guard !pythons.isEmpty else { return }
        add("")
        add("bases:")
        for python in pythons {
            add("  \(python.baseName):")
            add("    debian: \(python.release)")
            add("    packages: " + YAMLWords.list(python.packages))
            add("    users: {nonroot: 65532}")
        }
        for application in draft.applications {
            guard let (python, packages) = application.debian, !packages.isEmpty else { continue }
            add("  \(application.baseName):")
            add("    base: \(python.baseName)")
            add("    packages: " + YAMLWords.list(packages))
        }
    }

    private mutating func images() {
        add("")
        add("images:")
        for (index, application) in draft.applications.enumerated() {
            if index > 0 { add("") }
            image(application)
        }
    }

    private mutating func image(_ application: ApplicationDraft) {
        add("  # \(application.title)")
        add("  \(application.name):")
        add(
            "    base: " + YAMLWords.text(application.baseName),
            application.base == .scratch ? "nothing at all: name what the program needs" : nil)
        if let python = application.python { add("    python: {\(Self.python(python))}") }
        if !application.copies.isEmpty { add("    copy:") }
        for copy in application.copies {
            let exclude = copy.exclude.isEmpty ? "" : ", exclude: " + YAMLWords.list(copy.exclude)
            add("      - {from: \(YAMLWords.text(copy.from)), to: \(YAMLWords.text(copy.to))\(exclude)}")
        }
        add("    config:")
        add("      user: \"65532:65532\"", "not root")
        add("      workdir: " + YAMLWords.text(application.workdir))
        if !application.entrypoint.isEmpty { add("      entrypoint: " + YAMLWords.list(application.entrypoint)) }
        if !application.command.isEmpty { add("      cmd: " + YAMLWords.list(application.command)) }
        if !application.hasCommand { add("      # entrypoint: [/app/program]", "what is run") }
        if let port = application.port { add("      expose: [\(port)]") }
        if !application.variables.isEmpty { add("      env:") }
        for (name, value) in application.variables.sorted(by: { $0.key < $1.key }) {
            add(
                "        \(name): " + YAMLWords.text(value),
                name == "HOME" && value == "/tmp" ? "the only place that can be written to" : nil)
        }
        if application.variables["HOME"] == "/tmp" { add("      volumes: [/tmp]") }
    }

    private static func python(_ python: ApplicationDraft.Python) -> String {
        var fields: [String] = []
        if let lock = python.lock { fields.append("lock: " + YAMLWords.text(lock)) }
        if let first = python.requirements.first {
            fields.append("requirements: " + (python.requirements.count == 1 ? YAMLWords.text(first) : YAMLWords.list(python.requirements)))
        }
        fields.append("venv: /opt/venv")
        if let version = python.version { fields += ["version: \"\(version)\"", "interpreter: /usr/local/bin/python\(version)"] }
        return fields.joined(separator: ", ")
    }

    private mutating func services() {
        let running = draft.applications.filter(\.hasCommand)
        guard !running.isEmpty else {
            add("")
            add("# What runs on ECS, once there is an entrypoint:")
            add("# services:")
            for application in draft.applications {
                add("#   \(application.name): {image: \(application.name), cpu: 256, memory: 512, port: 8080}")
            }
            return
        }
        add("")
        add("services:")
        for (index, application) in running.enumerated() {
            if index > 0 { add("") }
            service(application)
        }
    }

    private mutating func service(_ application: ApplicationDraft) {
        add("  \(application.name):")
        add("    image: \(application.name)")
        let after = application.after.filter { name in draft.applications.contains { $0.name == name && $0.hasCommand } }
        if !after.isEmpty { add("    after: " + YAMLWords.list(after)) }
        add("    cpu: 512", "1024 is one vCPU")
        add("    memory: \(application.framework?.memory ?? 1024)", "MiB")
        if let port = application.port { add("    port: \(port)") }
        if !application.settings.isEmpty { add("    env: " + YAMLWords.map(application.settings)) }
        for (variable, service) in application.foreignVariables.sorted(by: { $0.key < $1.key }) {
            add("    # \(variable) is not set: it leads to '\(service)', which is not taken over")
        }
        others(application.otherVariables)
        if !application.secrets.isEmpty { add("    secrets:") }
        for (variable, secret) in application.secrets.sorted(by: { $0.key < $1.key }) {
            add("      \(variable): secret:\(secret)", "imgship secret set \(secret)")
        }
        guard let port = application.port else { return }
        if let health = application.health {
            let matcher = health.matcher.map { ", matcher: \($0)" } ?? ""
            add(
                "    health: {path: \(YAMLWords.text(health.path))\(matcher)}",
                health.matcher == nil ? nil : "what answers is up: better is a path that tells, and 200 alone")
        }
        if application.isPublic {
            let idle = application.framework?.isPage == true ? ", idle: 300s" : ""
            add("    load-balancer: {listen: \(application.listen ?? port), grace: 60s\(idle)}", "without it: the task's public address")
            add("    # scaling: {min: 1, max: 4, cpu: 75}")
        }
    }

    /// Variables that the code reads and that nothing sets, a few a line.
    private mutating func others(_ names: [String]) {
        guard !names.isEmpty else { return }
        var line = "    # its code also reads"
        for (index, name) in names.prefix(16).enumerated() {
            let word = " " + name + (index == min(names.count, 16) - 1 ? "" : ",")
            if line.count + word.count > 110 {
                add(line)
                line = "    #"
            }
            line += word
        }
        add(names.count > 16 ? line + ", ..." : line)
    }

    private mutating func add(_ line: String, _ remark: String? = nil) {
        guard let remark else { return lines.append(line) }
        lines.append(line + String(repeating: " ", count: max(2, Self.remarkColumn - line.count)) + "# " + remark)
    }
}

extension ApplicationDraft {
    fileprivate var debian: (python: DebianPython, packages: [String])? {
        if case .debian(let python, let packages) = base { (python, packages) } else { nil }
    }

    /// What `base:` of its image names.
    fileprivate var baseName: String {
        switch base {
        case .debian(let python, let packages): packages.isEmpty ? python.baseName : "\(python.baseName)-\(name)"
        case .image(let reference): reference
        case .scratch: "scratch"
        }
    }

    /// `FastAPI on port 8000, in images/backend`
    fileprivate var title: String {
        let kind = framework?.title ?? (python != nil ? "Python" : "What is")
        let port = port.map { " on port \($0)" } ?? ""
        return "\(kind)\(port)" + (folder == "." ? framework == nil && python == nil ? " in this folder" : "" : " in \(folder)")
    }
}

import Bytes
import Diagnostics
import FoundationEssentials
import Infrastructure
import JSON
import SystemPackage

/// How what exists is taken into a stack, for people.
struct AdoptionText {
    private let adoption: Adoption

    init(_ adoption: Adoption) { self.adoption = adoption }

    /// What was found, and what cannot be taken in.
    func tell(_ reporter: any Reporter) {
        for warning in adoption.warnings { reporter.warn(warning.what, hint: warning.remedy) }
        for taken in adoption.adopted { reporter.step("adopts \(taken.logicalID)  \(taken.title): \(taken.whose)") }
        for taken in adoption.left {
            reporter.warn(taken.finding.what + ", and cannot be imported: " + taken.whose, hint: taken.finding.remedy)
        }
        if adoption.adopted.isEmpty {
            reporter.step("nothing is there to be taken into the stack '\(adoption.stack)': `imgship infra apply` makes all of it")
        }
    }

    /// The commands; with the files before them where they are in no directory.
    func text(directory: String?) -> String {
        if adoption.adopted.isEmpty { return "" }
        let commands = adoption.commands(directory ?? ".") + ["imgship infra apply"]
        let files = directory == nil ? files.map { "# \($0.name)\n\($0.text)\n" } : []
        return files.joined() + (directory == nil ? "# then\n" : "") + commands.joined(separator: "\n") + "\n"
    }

    /// - Throws: `FileError`.
    func write(to directory: FilePath) throws {
        try FileManager.default.createDirectory(atPath: directory.string, withIntermediateDirectories: true)
        for file in files {
            try FileContent.replace(
                directory.appending(file.name), with: Array(file.text.utf8),
                permissions: [.ownerReadWrite, .groupReadWrite, .otherReadWrite])
        }
    }

    private var files: [(name: String, text: String)] {
        [
            (Adoption.resourcesFile, adoption.resourcesToImport.text(.indented) + "\n"),
            (Adoption.templateFile, adoption.template.text(.indented) + "\n"),
        ]
    }
}

import Configuration
import Foundation
import OCI
import Testing

@testable import Build

@Suite struct `What a lock remembers of a request` {
    private func base(_ yaml: String) throws -> Digest {
        let file = try ProjectFile.load(text: yaml, file: "imgship.yaml")
        return try #require(BaseRequest("tiny", in: file)).digest
    }

    @Test(arguments: [
        ("packages: [python3.11, zlib1g]", "packages: [zlib1g, python3.11]", true),
        ("packages: [python3.11, zlib1g]", "packages: [zlib1g, python3.11, dash]", false),
        ("debian: bookworm", "debian: trixie", false),
        ("platforms: [linux/amd64, linux/arm64]", "platforms: [linux/arm64, linux/amd64]", true),
        ("platforms: [linux/amd64, linux/arm64]", "platforms: [linux/amd64]", false),
        ("users: {app: 1000}", "users: {app: 1}", true),
        ("to: /app", "to: /srv", true),
    ]) func `of a base changes with what is asked for`(old: String, new: String, isSame: Bool) throws {
        #expect(SampleProject.yaml.contains(old))
        let changed = SampleProject.yaml.replacingOccurrences(of: old, with: new)
        #expect((try base(SampleProject.yaml) == base(changed)) == isSame)
    }

    private func python(_ project: SampleProject) throws -> PythonRequest {
        let loaded = try project.project()
        return try PythonRequest("app", try #require(loaded.file.images["app"]?.python), in: loaded)
    }

    @Test func `of wheels changes with the requirements, however deep they are`() throws {
        let project = try SampleProject()
        var digests = [try python(project).digest]
        try project.directory.write("requirements.in", "-r more/first.txt\ndemo\n")
        try project.directory.write("more/first.txt", "-c second.txt\n--requirement=../requirements.in\n")
        for text in ["other<2\n", "other<3\n"] {
            try project.directory.write("more/second.txt", text)
            let request = try python(project)
            #expect(request.included.map(\.name) == ["more/first.txt", "more/second.txt", "requirements.in"])
            digests.append(request.digest)
        }
        #expect(Set(digests).count == 3)
    }

    @Test func `of wheels does not change with the rest of the file`() throws {
        let project = try SampleProject()
        let before = try python(project).digest
        project.yaml = project.yaml.replacingOccurrences(of: "/opt/venv", with: "/venv").replacingOccurrences(
            of: "to: /app", with: "to: /x")
        #expect(try python(project).digest == before)
    }

    @Test(arguments: ["requirements.in", "deeper.txt"]) func `needs files that are there`(missing: String) throws {
        let project = try SampleProject()
        try project.directory.write("requirements.in", "-r deeper.txt\n")
        try project.directory.write("deeper.txt", "demo\n")
        _ = try python(project)
        try FileManager.default.removeItem(atPath: project.directory.path.appending(missing).string)
        #expect { try python(project) } throws: { error in
            (error as? BuildError)?.code == .missingSource && (error as? BuildError)?.summary == "there is no file '\(missing)'"
        }
    }

    @Test func `finds the lock beside the file`() {
        #expect(Project.lockName(of: "imgship.yaml") == "imgship.lock")
        #expect(Project.lockName(of: "a/b.yml") == "a/b.lock")
        #expect(Project.lockName(of: "plain") == "plain.lock")
    }
}

import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct `imgship infra template` {
    let project: SampleProject

    init() throws { project = try SampleProject() }

    @Test func `prints the template alone on standard output`() throws {
        let output = try project.run(["infra", "template"])
        #expect(output.status == 0 && output.standardError.isEmpty)
        let template = try #require(try JSONSerialization.jsonObject(with: Data(output.text.utf8)) as? [String: Any])
        #expect(template.keys.sorted() == ["AWSTemplateFormatVersion", "Description", "Outputs", "Resources"])
        #expect(try project.output(["infra", "template", "--format", "yaml"]).hasPrefix("AWSTemplateFormatVersion: \"2010-09-09\"\n"))
        #expect(try project.output(["infra", "template", "--json"]) == output.text)
    }

    @Test func `says when CloudFormation would not take it`() throws {
        let services = (1...60).map { "  service-\($0): {image: 'example.com/a:1', port: 80}\n" }.joined()
        try project.directory.write("imgship.yaml", "version: 1\nproject: p\nservices:\n\(services)")
        let output = try project.run(["infra", "template"])
        #expect(output.status == 0)
        #expect(output.standardError.contains("and CloudFormation takes 51200 in a call"))
    }

    @Test func `has one form at a time`() throws {
        let output = try project.run(["infra", "template", "--json", "--format", "yaml"])
        #expect(output.status == 2 && output.text.isEmpty)
    }
}

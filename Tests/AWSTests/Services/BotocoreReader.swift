import Foundation
import JSON
import TestSupport
import Testing

/// Reads answers of AWS with botocore's parsers, to compare with what our accessors read.
enum BotocoreReader {
    /// What we read out of the last answer to each action, by where botocore has it: `services.0.serviceArn`.
    typealias Readings = [String: [String: (any CustomStringConvertible)?]]

    /// Expects botocore to read the same out of the same bytes, and something at all. Of times and fractions the whole part.
    /// - Parameter answers: `ecs:DescribeServices` and what was answered.
    static func expectAgreement(
        on answers: [(permission: String, body: String)], _ readings: Readings,
        sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws {
        let asked = answers.map { permission, body -> JSONValue in
            let parts = permission.split(separator: ":").map(String.init)
            return ["service": .string(parts[0]), "action": .string(parts[1]), "body": .string(body)]
        }
        let script = PythonTools.fixtures.appendingPathComponent("botocore_answers.py").path
        let output = try Program.output([PythonTools.botocore ?? "", script], input: JSONValue.array(asked).bytes())
        let parsed = try JSONValue(parsing: Array(output.utf8), name: "botocore's answers").array ?? []
        for (action, fields) in readings {
            let index = try #require(answers.lastIndex { $0.permission.hasSuffix(":\(action)") }, "\(action) was not called")
            for (path, value) in fields {
                let ours = (value as? Double).map { "\(Int($0))" } ?? value?.description
                let theirs = text(at: path, in: parsed[index])
                #expect(ours == theirs, "\(action) \(path)", sourceLocation: sourceLocation)
                #expect(theirs != nil, "\(action) \(path)", sourceLocation: sourceLocation)
            }
        }
    }

    private static func text(at path: String, in value: JSONValue) -> String? {
        var value: JSONValue? = value
        for name in path.split(separator: ".") {
            if let index = Int(name) {
                let items = value?.array ?? []
                value = index < items.count ? items[index] : nil
            } else {
                value = value?[String(name)]
            }
        }
        if let number = value?.number { return "\(Int(number))" }
        return value?.string ?? value?.bool.map { "\($0)" }
    }
}

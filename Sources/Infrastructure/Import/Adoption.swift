import AWS
import JSON
import Release

/// How what exists already is taken into a project's stack.
package struct Adoption: Sendable {
    package let stack: String
    package let region: Region
    /// Whether there is no such stack yet.
    package let isNew: Bool
    /// By logical id.
    package let adopted: [TakenName]
    /// What has a name of the template, and cannot be taken in.
    package let left: [TakenName]
    /// What could not be looked at.
    package let warnings: [ReleaseFinding]
    /// Of the import alone.
    package let template: JSONValue
    /// Of the stack.
    package let tags: [String: String]

    package static let resourcesFile = "resources-to-import.json"
    package static let templateFile = "import-template.json"
    /// Of the change set.
    private static let name = "imgship-import"

    /// As CreateChangeSet takes it.
    package var resourcesToImport: JSONValue {
        .array(
            adopted.map { taken in
                let identifier = taken.identifier.mapValues { JSONValue.string($0) }
                return [
                    "ResourceType": .string(taken.type), "LogicalResourceId": .string(taken.logicalID),
                    "ResourceIdentifier": .object(identifier),
                ]
            })
    }

    /// What to type, a command each.
    /// - Parameter directory: where the two files are.
    package func commands(_ directory: String) -> [String] {
        let change = "--region \(region) --stack-name \(stack) --change-set-name \(Self.name)"
        let query = "'Changes[].ResourceChange.[Action,LogicalResourceId,PhysicalResourceId]'"
        return [
            create(directory, change), "aws cloudformation wait change-set-create-complete \(change)",
            "aws cloudformation describe-change-set \(change) --query \(query) --output table",
            "aws cloudformation execute-change-set \(change)",
            "aws cloudformation wait stack-import-complete --region \(region) --stack-name \(stack)",
        ]
    }

    private func create(_ directory: String, _ change: String) -> String {
        var words = [
            "aws cloudformation create-change-set \(change) --change-set-type IMPORT",
            "--resources-to-import \(Self.file(directory, Self.resourcesFile))",
            "--template-body \(Self.file(directory, Self.templateFile))",
        ]
        let asked = template["Parameters"]?.object?.keys.sorted() ?? []
        if !asked.isEmpty {
            words.append("--parameters " + asked.map { "ParameterKey=\($0),UsePreviousValue=true" }.joined(separator: " "))
        }
        if !isNew { words.append("--capabilities CAPABILITY_NAMED_IAM") }
        let pairs = tags.sorted { $0.key < $1.key }.map { "Key=\($0.key),Value=\($0.value)" }
        return (words + ["--tags " + pairs.joined(separator: " ")]).joined(separator: " \\\n  ")
    }

    private static func file(_ directory: String, _ name: String) -> String {
        let path = "file://\(directory)/\(name)"
        let isPlain = path.utf8.allSatisfy {
            $0 > 0x7f || "_-./:,+@".utf8.contains($0) || (0x61...0x7a).contains($0 | 0x20) || (0x30...0x39).contains($0)
        }
        return isPlain ? path : "'\(path.replacing("'", with: "'\\''"))'"
    }

    /// The keys are a contract.
    package var json: JSONObject {
        [
            "stack": .string(stack), "resources": resourcesToImport, "template": adopted.isEmpty ? .null : template,
            "commands": JSONValue(adopted.isEmpty ? [] : commands(".")),
            "left": .array(
                left.map { ["id": .string($0.logicalID), "type": .string($0.type), "name": .string($0.name), "why": .string($0.whose)] }),
            "warnings": JSONValue(warnings.map(\.text)),
        ]
    }
}

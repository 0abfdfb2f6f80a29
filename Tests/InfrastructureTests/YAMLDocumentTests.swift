import JSON
import Testing

@testable import Infrastructure

@Suite struct `A template in YAML` {
    static let awkward = [
        "", " ", "yes", "No", "null", "~", "true", "1", "1.0", "2010-09-09", "0x10", "a: b", "a:", "a #b", "- a", "*", "&a", "!x", "%",
        "@", "`", "a\nb", "a\tb", "\"", "'", "\\", "${A}", "AWS::ECS::Cluster", "é", "\u{85}", "\u{2028}", "\u{7f}", "\u{feff}", "😀", "=",
        "a ", "12:30", "y", "e1", "a-", "<<", "{}", "[]",
    ]

    @Test(.enabled(if: TemplateJudge.isThere, "needs PyYAML in .venv")) func `says what the JSON says`() throws {
        let texts = JSONValue(Self.awkward)
        let keys = JSONValue.object(JSONObject(uniqueKeysWithValues: Self.awkward.map { ($0, .string($0)) }))
        let value: JSONValue = [
            "texts": texts, "keys": keys, "empty": [[:], []], "nested": [[texts, ["a": ["b": [texts]]]], 1, true, .null, -5],
        ]
        #expect(try TemplateJudge.read(yaml: YAMLDocument(value).text) == value)
    }

    @Test func `is written in blocks, with the type first`() {
        let value: JSONValue = [
            "Cluster": ["Properties": ["Name": "a", "Tags": [["Key": "k", "Value": "1"]]], "Type": "AWS::ECS::Cluster"]
        ]
        #expect(
            YAMLDocument(value).text == """
                Cluster:
                  Type: AWS::ECS::Cluster
                  Properties:
                    Name: a
                    Tags:
                      - Key: k
                        Value: "1"

                """)
    }
}

import JSON
import Testing

@Suite struct `A JSON value` {
    @Test func `keeps what it read, in one form`() throws {
        let value = try JSONValue(parsing: Array(#"{ "b": [1, 2.50, -3e2, true, null, "é\/"], "a": {} }"#.utf8), name: "it")
        #expect(value.text() == #"{"a":{},"b":[1,2.5,-300,true,null,"é/"]}"#)
        #expect(try JSONValue(parsing: value.bytes(.indented), name: "it") == value)
    }

    /// RFC 8259 sections 2 to 7; two equal keys are RFC 7493's section 2.3.
    @Test(arguments: ["", "{", "[1,]", "{\"a\":1,\"a\":2}", "01", "nul", "\"\u{1}\"", "{} x", "'a'"])
    func `refuses what is not JSON`(text: String) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: Array(text.utf8), name: "the answer") }
        #expect(error?.summary == "the answer is not JSON")
        #expect(error?.reason?.contains("line 1") == true)
    }

    @Test func `gives fields, and nothing where they have another shape`() {
        let value: JSONValue = ["name": "web", "count": 2, "on": true, "list": ["a", 1, "b"], "none": .null, "time": .decimal(1.5)]
        #expect(value["name"]?.string == "web")
        #expect(value["name"]?["deeper"] == nil)
        #expect(value["count"]?.integer == 2)
        #expect(value["count"]?.string == nil)
        #expect(value["on"]?.bool == true)
        #expect(value["list"]?.strings == ["a", "b"])
        #expect(value["none"] == nil)
        #expect(value["time"]?.number == 1.5)
    }

    @Test func `takes new fields, and loses those set to nil`() {
        var value: JSONValue = ["a": ["b": 1], "gone": 1]
        value["gone"] = nil
        value["a"]?["c"] = "new"
        #expect(value == ["a": ["b": 1, "c": "new"]])
        #expect(JSONValue.fields(["a": 1, "b": nil]) == ["a": 1])
    }
}

import Testing

@testable import AWS

@Suite struct `An XML answer` {
    @Test func `is read as elements and text`() throws {
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- of EC2 -->
            <ns:Answer xmlns:ns="urn:x" a='1'>
              <Name>a &lt;b&gt; &amp;amp; &#x41;&#66; </Name><Empty/><Data><![CDATA[<raw>]]></Data>
              <List><member>1</member><member>2</member></List>
            </ns:Answer>

            """
        let root = try #require(XMLParser.parse(Array(text.utf8)))
        #expect(root.name == "Answer")
        #expect(root.text(at: "Name") == "a <b> &amp; AB")
        #expect(root.text(at: "Empty") == "")
        #expect(root.text(at: "Data") == "<raw>")
        #expect(root.items(of: "List").map(\.text) == ["1", "2"])
        #expect(root.text(at: "List", "other") == nil)
    }

    @Test(arguments: [
        "", "text", "<a>", "<a></b>", "</a>", "<a/><b/>", "<a>&evil;</a>", "<a>&#xD800;</a>", "<a>&amp</a>", "<a", "<!--",
        "<a><![CDATA[x</a>",
        #"<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>"#, "<>", "< a/>", String(repeating: "<a>", count: 100_000), "<a/>text",
        "<a>&#99999999999999999999;</a>",
    ])
    func `that is not well-formed is none`(text: String) {
        #expect(XMLParser.parse(Array(text.utf8)) == nil)
    }

    @Test func `of random bytes never crashes`() {
        var generator = SystemRandomNumberGenerator()
        let letters = Array("<>/a&;#x!-[]?= \"\n".utf8)
        for _ in 0..<5000 {
            let bytes = (0..<Int.random(in: 0...60, using: &generator)).map { _ in letters.randomElement(using: &generator) ?? 0 }
            _ = XMLParser.parse(bytes)
        }
    }
}

import Bytes
import Testing

@Suite struct `Hexadecimal` {
    @Test func `is written in lower case and read back`() {
        let bytes = (0...255).map { UInt8($0) }
        let text = Hex.encode(bytes)
        #expect(text.hasPrefix("000102030405060708090a0b") && text.hasSuffix("fcfdfeff"))
        #expect(Hex.decode(text) == bytes)
        #expect(Hex.encode([]) == "")
        #expect(Hex.decode("") == [])
    }

    @Test(arguments: ["0", "abc", "0g", "AB", "0x", " 00", "00 ", "-1", "+1", "٠٠", "é"]) func `is refused unless it is pairs of 0-9 and a-f`(text: String) {
        #expect(Hex.decode(text) == nil)
    }
}

import Testing

@testable import Configuration

/// - Source: RFC 4632, 3.1; RFC 4291, 2.2: the examples there, and Python's `ipaddress` for the rest.
@Suite struct `A block of addresses` {
    @Test(arguments: [
        "0.0.0.0/0", "203.0.113.0/24", "255.255.255.255/32", "::/0", "2001:db8::/32", "2001:DB8:0:0:8:800:200C:417A/128", "FF01::101/128",
        "::1/128", "2001:0DB8:0000:CD30::/60", "2001:db8:0:cd30:0:0:0:0/60",
    ]) func `is read`(text: String) {
        #expect(AddressBlock(text)?.beginning == nil)
        #expect(AddressBlock(text) != nil)
    }

    @Test(arguments: [
        "", "/", "10.0.0.0", "10.0.0/8", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/08", "256.0.0.0/8", "010.0.0.0/8",
        "10.0.0.0.0/8",
        "1:2:3:4:5:6:7/64", "1:2:3:4:5:6:7:8:9/64", "::/129", "1::2::3/64", "12345::/64", ":1:2:3:4:5:6:7:8/64", "1:2:3:4:5:6:7::8/64",
        "g::/64",
        "1:/64", "::ffff:10.0.0.1/128", "10.0.0.0/8/8",
    ]) func `is refused`(text: String) {
        #expect(AddressBlock(text) == nil)
    }

    @Test(arguments: [
        ("10.0.0.1/24", "10.0.0.0/24"), ("100.68.0.18/18", "100.68.0.0/18"), ("1.2.3.4/0", "0.0.0.0/0"), ("10.0.0.255/31", "10.0.0.254/31"),
        ("2001:db8::1/32", "2001:db8:0:0:0:0:0:0/32"), ("2001:0DB8:0000:CD3F::/60", "2001:db8:0:cd30:0:0:0:0/60"),
    ]) func `begins where its bits do`(text: String, beginning: String) {
        #expect(AddressBlock(text)?.beginning == beginning)
    }
}

import Testing

@testable import AWS
@testable import Release

@Suite struct `The address of a service behind rules` {
    private func xml(_ text: String) throws -> XMLElement { try #require(XMLParser.parse(Array(text.utf8))) }

    private func place(_ protocol: String, _ port: Int) throws -> ListenerPlace {
        let listener = Listener(try xml("<L><Port>\(port)</Port><Protocol>\(`protocol`)</Protocol></L>"))
        return try #require(ListenerPlace(listener, of: "lb.example"))
    }

    @Test func `is the load balancer's, with the port where browsers need it`() throws {
        #expect(try place("HTTP", 80).url == "http://lb.example")
        #expect(try place("HTTPS", 443).url == "https://lb.example")
        #expect(try place("HTTPS", 8443).url == "https://lb.example:8443")
        #expect(try place("TCP", 80).url == "tcp://lb.example:80")
    }

    @Test func `is the host that is asked for, and where its paths begin`() throws {
        let place = try place("HTTPS", 443)
        #expect(place.url(hosts: [], paths: ["/*"]) == "https://lb.example")
        #expect(place.url(hosts: [], paths: ["/api/*", "/v1"]) == "https://lb.example/api/")
        #expect(place.url(hosts: ["*.example.com", "a.example.com"], paths: []) == "https://a.example.com")
        #expect(place.url(hosts: ["*.example.com"], paths: ["/a"]) == nil)
    }

    /// - Source: Elastic Load Balancing, API Reference, DescribeRules, and the older form with `Values` alone.
    @Test func `is read from the conditions of a rule`() throws {
        let rule = ListenerRule(
            try xml(
                """
                <R><Conditions>
                  <member><Field>host-header</Field><HostHeaderConfig><Values><member>a.example</member><member>b.example</member></Values>
                    </HostHeaderConfig><Values><member>a.example</member></Values></member>
                  <member><Field>path-pattern</Field><Values><member>/api/*</member></Values></member>
                </Conditions></R>
                """))
        #expect(rule.hosts == ["a.example", "b.example"])
        #expect(rule.paths == ["/api/*"])
    }
}

import Testing

@testable import Registry

@Suite struct `Challenges` {
    /// The example of RFC 7235 section 4.1.
    @Test func `are read as RFC 7235 has them`() {
        let list = Challenge.list(#"Newauth realm="apps", type=1, title="Login to \"apps\"", Basic realm="simple""#)
        #expect(
            list == [
                Challenge(scheme: "newauth", parameters: ["realm": "apps", "type": "1", "title": #"Login to "apps""#]),
                Challenge(scheme: "basic", parameters: ["realm": "simple"]),
            ])
    }

    /// The example of docker/distribution's "Token Authentication Specification".
    @Test func `of Docker Hub have a scope with a comma`() {
        let list = Challenge.list(
            #"Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:samalba/my-app:pull,push""#)
        #expect(list.count == 1)
        #expect(list.first?.parameters["scope"] == "repository:samalba/my-app:pull,push")
        #expect(list.first?.parameters["realm"] == "https://auth.docker.io/token")
    }

    @Test(arguments: [
        ("Negotiate, Basic realm=x", ["negotiate", "basic"]), ("Negotiate YWJj==, Bearer realm=\"r\"", ["negotiate", "bearer"]),
        ("BASIC", ["basic"]), ("", []), (",,, ,", []), ("Basic realm=\"no end", ["basic", "realm"]), ("=\"x\"", []), ("\"", []),
        ("Bearer a = b , c=\"d\" ,, Basic", ["bearer", "basic"]),
    ])
    func `in every form have their schemes`(value: String, schemes: [String]) {
        #expect(Challenge.list(value).map(\.scheme) == schemes)
    }

    @Test func `cannot change a parameter by naming it twice`() {
        #expect(Challenge.list("Bearer realm=\"first\", REALM=\"second\"").first?.parameters["realm"] == "first")
    }
}

@Suite struct `Scopes` {
    @Test func `ask for nothing twice`() {
        let scope = Scope.push("app", mountingFrom: ["base"])
        #expect(scope.description == "repository:app:pull,push repository:base:pull")
        #expect(scope.adding("repository:app:pull") == scope)
        #expect(scope.adding(nil) == scope)
        #expect(scope.adding("aws").words == ["aws", "repository:app:pull,push", "repository:base:pull"])
        #expect(scope.adding("repository:app:delete").words.contains("repository:app:delete"))
    }
}

@Suite struct `The limit of transfers` {
    @Test func `is halved by trouble and grows by success`() async throws {
        let limit = AdaptiveLimit(8)
        await limit.slowDown()
        #expect(await limit.current == 4)
        for _ in 0..<4 { try await limit.run {} }
        #expect(await limit.current == 5)
        for _ in 0..<10 { await limit.slowDown() }
        #expect(await limit.current == 1)
    }
}

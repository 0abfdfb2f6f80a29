import Testing

@testable import Discovery

@Suite struct `A compose file` {
    private static let compose = """
        services:
          web:
            build: ./web
            ports: ["8080:3000"]
            environment: {API: "http://api:9000", SESSION_SECRET: abc, DB: "postgres://db/x", MODE: prod}
            depends_on: [api, db]
          api:
            build: {context: api}
            environment:
              - STRIPE_API_KEY
              - LEVEL=info
              - FROM_OUTSIDE=${X}
            expose: ["9000"]
          db:
            image: postgres:16
        """
    private static let code = "from fastapi import FastAPI\napp = FastAPI()\n"

    private static func draft() throws -> ProjectDraft {
        try DiscoveryTests.draft([
            "compose.yaml": compose, "web/requirements.txt": "fastapi\nuvicorn\n", "web/main.py": code,
            "api/requirements.txt": "fastapi\nuvicorn\n",
            "api/main.py": code,
        ])
    }

    @Test func `names applications, their ports, their order and where they find each other`() throws {
        let found = try Self.draft().applications
        #expect(found.map(\.name) == ["api", "web"])
        #expect(found.map(\.port) == [9000, 3000])
        #expect(found[1].after == ["api"])
        #expect(found[1].settings == ["API": "http://api:9000", "MODE": "prod"])
        #expect(found.map(\.isPublic) == [false, true])
        #expect(found[0].settings == ["LEVEL": "info"])
        #expect(found[0].command.suffix(1) == ["9000"], "it listens where the file says")
    }

    @Test func `names what leads to services that are not taken over, without its value`() throws {
        let texts = [
            "compose.yaml": """
            services:
              web:
                build: ./web
                ports: ["80:3000"]
                environment: {REDIS_URL: "redis://:pass@redis:6379", DB_HOST: db, CACHE: "memcached:11211", MODE: prod}
              redis: {image: redis:7}
              db: {image: postgres:16}
              memcached: {image: memcached}
            """, "web/requirements.txt": "fastapi\nuvicorn\n", "web/main.py": Self.code + "import os\nos.environ['REDIS_URL']\n",
        ]
        let draft = try DiscoveryTests.draft(texts)
        #expect(draft.applications[0].settings == ["MODE": "prod"])
        let notes = draft.notes.filter { $0.text.contains("leads to") }
        #expect(notes.map(\.text).count == 3)
        #expect(notes.last?.text == "'REDIS_URL' of 'web' is not set: it leads to 'redis', which is not taken over")
        let text = DraftText(draft).text
        #expect(text.contains("    # REDIS_URL is not set: it leads to 'redis', which is not taken over\n"))
        #expect(!text.contains("pass@") && !text.contains("also reads REDIS_URL"))
        #expect(text.contains("load-balancer: {listen: 80,") && text.contains("    port: 3000\n"))
    }

    @Test func `is read with what its services share`() throws {
        let found = try DiscoveryTests.draft([
            "compose.yaml": """
            x-common: &common
              build: ./web
              environment: &settings {MODE: prod, LEVEL: info}
            services:
              web:
                <<: *common
                ports: ["8080:3000"]
                environment: {<<: *settings, LEVEL: debug}
            """, "web/requirements.txt": "fastapi\nuvicorn\n", "web/main.py": Self.code,
        ]).applications
        #expect(found.map(\.name) == ["web"])
        #expect(found.map(\.port) == [3000])
        #expect(found[0].settings == ["MODE": "prod", "LEVEL": "debug"])
    }

    @Test(.timeLimit(.minutes(1))) func `that shares without end is read all the same`() throws {
        let levels = (1...12).map { level in
            "l\(level): &l\(level) {<<: [\(Array(repeating: "*l\(level - 1)", count: 15).joined(separator: ", "))]}"
        }
        let draft = try DiscoveryTests.draft([
            "compose.yaml": "l0: &l0 {build: ./web}\n" + levels.joined(separator: "\n") + "\nservices: {web: {<<: *l12}}\n",
            "web/requirements.txt": "fastapi\n", "web/main.py": Self.code,
        ])
        #expect(draft.applications.map(\.name) == ["web"])
    }

    @Test func `gives secrets by name alone`() throws {
        let draft = try Self.draft()
        #expect(draft.applications[0].secrets == ["STRIPE_API_KEY": "shop/stripe"])
        #expect(draft.applications[1].secrets == ["SESSION_SECRET": "shop/session"])
        #expect(!DraftText(draft).text.contains("abc"))
    }

    @Test func `has databases that are not taken over`() throws {
        let note = try #require(try Self.draft().notes.first { $0.text.contains("postgres:16") })
        #expect(note.location?.description == "compose.yaml:14")
    }

    @Test(arguments: [
        "", "services", "services: [a]", "services: {a: b}", ": :", "a: &a [*a]", "services: {a: {ports: {}, build: [x]}}",
        "services: {a: {build: ., ports: [99999, '1:2:3'], environment: {A-B: x, '': y}, expose: [[]], depends_on: [a, b]}}",
    ])
    func `of any content does no harm`(text: String) throws {
        _ = try DiscoveryTests.draft(["docker-compose.yml": text, "requirements.txt": "fastapi\n", "main.py": Self.code])
    }
}

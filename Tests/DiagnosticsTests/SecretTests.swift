import Diagnostics
import Testing

@Suite struct `A secret` {
    struct Credentials {
        let user: String
        let password: Secret<String>
    }

    static let secret = Secret("hunter2")

    @Test func `is never printed, however it is printed`() {
        let inside = Credentials(user: "me", password: Self.secret)
        var dumped = ""
        dump(inside, to: &dumped)
        dump(Self.secret, to: &dumped)
        dump([Self.secret], to: &dumped)
        let texts = [
            "\(Self.secret)", "\([Self.secret])", "\(["key": Self.secret])", "\(inside)", "\(Optional(Self.secret) as Any)", "\((1, Self.secret))",
            String(describing: Self.secret), String(reflecting: Self.secret), String(reflecting: inside), String(reflecting: [Self.secret]),
            "\(Secret([UInt8]("hunter2".utf8)))", "\(Secret(Self.secret))", dumped,
        ]
        for text in texts {
            #expect(!text.contains("hunter2") && !text.contains("104"))
        }
        #expect("\(Self.secret)" == "<redacted>")
    }

    @Test func `is not seen by a mirror`() {
        #expect(Mirror(reflecting: Self.secret).children.isEmpty)
        let descendant = Mirror(reflecting: Credentials(user: "me", password: Self.secret)).descendant("password", "exposed")
        #expect(descendant == nil)
    }

    @Test func `gives itself to whoever asks`() {
        #expect(Self.secret.exposed == "hunter2")
        #expect(Self.secret == Secret("hunter2"))
        #expect(Self.secret != Secret("hunter3"))
    }
}

/// What the token service answers with.
enum STSAnswer {
    static func role(_ key: String, until end: String = "2030-01-01T00:00:00Z") -> CannedServer.Answer { answer("AssumeRole", key, end) }

    static func webIdentity(_ key: String, until end: String = "2030-01-01T00:00:00Z") -> CannedServer.Answer {
        answer("AssumeRoleWithWebIdentity", key, end)
    }

    private static func answer(_ action: String, _ key: String, _ end: String) -> CannedServer.Answer {
        .init(
            body: """
                <\(action)Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><\(action)Result><Credentials>
                <AccessKeyId>\(key)</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
                <Expiration>\(end)</Expiration></Credentials></\(action)Result></\(action)Response>
                """)
    }
}

/// What a load balancer asks to see whether an application is up: one that asks the wrong thing lets no release through.
package struct HealthProbe: Sendable, Hashable {
    package let path: String
    /// Which statuses are well; 200 alone when nil.
    package let matcher: String?

    /// Whatever answers is up, though nobody knows what it answers.
    static let anything = HealthProbe(path: "/", matcher: "200-499")

    init(path: String, matcher: String? = nil) {
        self.path = path
        self.matcher = matcher
    }

    /// Of what the application's code answers, a path made for the purpose first. Nil where AWS's own `/` and 200 will do.
    init?(of python: PythonApplication) {
        let isKept = python.code.contains(where: \.restrictsHosts)
        if let path = python.framework?.healthPath {
            self.init(path: path)
        } else if let path = python.code.lazy.compactMap(\.healthPath).first {
            // Behind a prefix it is elsewhere, and Django refuses whoever does not ask by its name.
            self.init(path: path, matcher: isKept || python.code.contains(where: \.hasPrefixes) ? Self.anything.matcher : nil)
        } else if python.code.contains(where: { $0.objects[.fastapi] != nil }), !python.code.contains(where: \.hidesDescription) {
            // Every application of FastAPI describes itself there.
            // - Source: FastAPI's documentation, "Metadata and Docs URLs".
            self.init(path: "/openapi.json")
        } else if python.framework == .gradio {
            return nil
        } else if python.code.contains(where: \.hasRoot), !isKept {
            // It may lead on, to a page to sign in at say.
            self.init(path: "/", matcher: "200-399")
        } else {
            self = .anything
        }
    }
}

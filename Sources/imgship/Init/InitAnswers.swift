/// What is settled before a first project file is written.
struct InitAnswers: Sendable {
    let project: String
    /// `HOST/PATH`; nil leaves it open.
    let registry: String?
}

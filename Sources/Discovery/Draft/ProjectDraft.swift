/// What a folder is, as far as its files tell: the content of a first `imgship.yaml`, before it is text.
package struct ProjectDraft: Sendable, Hashable {
    package var project: String
    /// Where images go: `HOST/PATH`; nil when nothing says it.
    package var registry: String?
    /// Sorted by name.
    package var applications: [ApplicationDraft]
    package var notes: [DraftNote]

    /// A name as the file has names: of a folder's `My App`, `my-app`.
    /// - Parameter text: nothing usable gives `app`.
    package static func name(from text: String) -> String {
        let plain = text.lowercased().map { character -> Character in
            character.isASCII && (character.isLetter || character.isNumber || character == "_" || character == ".") ? character : "-"
        }
        let words = String(plain).split(separator: "-").joined(separator: "-").drop { !($0.isLetter || $0.isNumber) }
        return words.isEmpty ? "app" : String(words.prefix(128))
    }
}

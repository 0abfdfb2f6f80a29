/// A place in a text file, as compilers print it: `imgship.yaml:12:5`.
package struct SourceLocation: Hashable, Sendable, CustomStringConvertible {
    /// The file as the user named it, not resolved.
    package let file: String
    /// Line, from 1; nil when only the file is known.
    package let line: Int?
    /// Column in characters, from 1; nil when only the line is known.
    package let column: Int?

    package init(file: String, line: Int? = nil, column: Int? = nil) {
        self.file = file
        self.line = line
        self.column = line == nil ? nil : column
    }

    package var description: String {
        ([file] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":")
    }
}

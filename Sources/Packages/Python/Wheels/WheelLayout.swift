import Archive

/// Says where in a virtual environment each file of a wheel goes.
/// - Source: packaging.python.org, "Binary distribution format", sections "Installing a wheel" and "The .data directory".
struct WheelLayout {
    let environment: VirtualEnvironment
    /// The wheel's file name, for errors.
    let wheel: String
    /// The distribution's name as its METADATA writes it: the directory its C headers go to.
    let distribution: String

    /// One file's place.
    struct Place: Equatable {
        /// In the image.
        let path: EntryPath
        /// As RECORD names it: relative to site-packages.
        let recordPath: String
        /// Whether the file is a script, whose first line may have to be rewritten.
        let isScript: Bool
    }

    /// - Throws: ``PythonError`` `.malformedWheel` for a `.data` path of no known kind.
    func place(of source: EntryPath) throws -> Place {
        let components = source.components
        guard let top = components.first, top.hasSuffix(".data") else { return try place(environment.sitePackages + "/" + source.text) }
        guard components.count >= 3 else {
            throw PythonError(.malformedWheel, wheel, reason: "'\(source)' lies in no scheme of its .data directory")
        }
        let rest = components.dropFirst(2).joined(separator: "/")
        switch components[1] {
        case "purelib", "platlib": return try place(environment.sitePackages + "/" + rest)
        case "scripts": return try place("bin/" + rest, isScript: true)
        case "headers":
            return try place("include/site/python\(environment.interpreter.series)/\(distribution)/\(rest)")
        // `lib64` is a link to `lib`: what is below it has its place there.
        case "data": return try place(rest.hasPrefix("lib64/") ? "lib/" + rest.dropFirst(6) : rest)
        default:
            throw PythonError(
                .malformedWheel, wheel,
                reason: "'\(components[1])' in its .data directory is none of purelib, platlib, headers, scripts and data")
        }
    }

    /// The place of a file the installer makes in the `.dist-info` directory, or of a command.
    func place(_ name: String, isScript: Bool = false) throws -> Place {
        let inner = try EntryPath(name)
        let prefix = environment.sitePackages + "/"
        let recordPath =
            inner.text.utf8.starts(with: prefix.utf8)
            ? String(decoding: inner.text.utf8.dropFirst(prefix.utf8.count), as: UTF8.self) : "../../../" + inner.text
        return Place(path: try environment.path.appending(inner.text), recordPath: recordPath, isScript: isScript)
    }
}

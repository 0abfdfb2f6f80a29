/// The control files of one package.
struct ControlFiles: Sendable {
    /// The text of `control`, as shipped.
    let control: [UInt8]
    /// The paragraph it holds.
    let paragraph: Deb822
    /// The text of `md5sums`, if the package has one.
    let checksums: [UInt8]?
    /// What runs when the package is installed, by name: `preinst`, `postinst`.
    let scripts: [MaintainerScript.Name: String]

    init(control: [UInt8], files: [String: [UInt8]]) {
        self.control = control
        paragraph = Deb822.paragraphs(of: String(decoding: control, as: UTF8.self)).first ?? Deb822()
        checksums = files["md5sums"]
        var scripts: [MaintainerScript.Name: String] = [:]
        for name in MaintainerScript.Name.allCases {
            if let text = files[name.rawValue] { scripts[name] = String(decoding: text, as: UTF8.self) }
        }
        self.scripts = scripts
    }

    /// The packages whose files this one may take over.
    var replaces: [PackageRelation] { PackageRelation.list(paragraph["Replaces"]) }
}

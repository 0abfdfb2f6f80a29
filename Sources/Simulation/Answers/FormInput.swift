/// The parameters of a service that takes a form.
struct FormInput {
    let fields: [String: String]

    subscript(_ name: String) -> String? { fields[name] }

    /// `Names.member.1`, `Names.member.2` and so on; EC2 leaves `member` out.
    func list(_ name: String) -> [String] {
        for prefix in ["\(name).member.", "\(name)."] where fields[prefix + "1"] != nil {
            return (1...fields.count).lazy.map { fields["\(prefix)\($0)"] }.prefix { $0 != nil }.compactMap(\.self)
        }
        return []
    }

    /// `Filter.1.Name` with `Filter.1.Value.1` and so on: values by name.
    var filters: [String: [String]] {
        var found: [String: [String]] = [:]
        var number = 1
        while let name = fields["Filter.\(number).Name"] {
            found[name] = list("Filter.\(number).Value")
            number += 1
        }
        return found
    }
}

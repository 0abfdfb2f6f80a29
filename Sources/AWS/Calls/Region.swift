/// The name of a region: `eu-central-1`.
package struct Region: Hashable, Sendable, CustomStringConvertible {
    package let name: String

    /// - Throws: ``AWSError`` `.invalidConfiguration` for what cannot be a part of a host name.
    package init(_ name: String) throws(AWSError) {
        guard !name.isEmpty, name.utf8.count <= 63, name.first != "-", name.last != "-", name.utf8.allSatisfy(Self.isLabel) else {
            throw AWSError(.invalidConfiguration, "'\(name)' is not the name of an AWS region", hint: "a region looks like 'eu-central-1'")
        }
        self.name = name
    }

    private init(known name: String) { self.name = name }

    /// Where the token service has its oldest host; used when nobody named a region.
    package static let global = Region(known: "us-east-1")

    package var partition: Partition { Partition(of: self) }
    package var description: String { name }

    private static func isLabel(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

import JSON

/// A log group.
package struct LogGroup: JSONAnswer {
    package let json: JSONValue
    package init(_ json: JSONValue) { self.json = json }

    package var name: String? { string("logGroupName") }
    /// Without the `:*` that AWS puts behind it.
    package var arn: String? {
        string("logGroupArn") ?? string("arn").map { $0.hasSuffix(":*") ? String($0.dropLast(2)) : $0 }
    }
    /// Nil for ever.
    package var retentionInDays: Int? { integer("retentionInDays") }
    package var storedBytes: Int? { integer("storedBytes") }
}

import JSON

/// How much of something an account may have in a region.
package struct ServiceQuota: JSONAnswer {
    package let json: JSONValue
    package init(_ json: JSONValue) { self.json = json }

    /// `vpc`, `fargate`
    package var service: String? { string("ServiceCode") }
    /// `L-F678F1CE`
    package var code: String? { string("QuotaCode") }
    package var name: String? { string("QuotaName") }
    package var value: Double? { json["Value"]?.number }
    /// `None`, `Count`, ...
    package var unit: String? { string("Unit") }
    /// Whether AWS gives more to who asks.
    package var isAdjustable: Bool { bool("Adjustable") ?? false }
}

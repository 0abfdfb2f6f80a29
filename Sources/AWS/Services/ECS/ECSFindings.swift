import JSON

/// What ECS found, and what it did not find: both come in one answer.
package struct ECSFindings<Found: JSONAnswer>: Sendable {
    package private(set) var found: [Found] = []
    package private(set) var failures: [ECSFailure] = []

    package init() {}

    mutating func add(_ answer: JSONValue, _ list: String) {
        found += (answer[list]?.array ?? []).map(Found.init)
        failures += (answer["failures"]?.array ?? []).map(ECSFailure.init)
    }
}

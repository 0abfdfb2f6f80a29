/// A stack.
package struct Stack: XMLAnswer {
    package let xml: XMLElement
    package init(_ xml: XMLElement) { self.xml = xml }

    package var id: String? { string("StackId") }
    package var name: String? { string("StackName") }
    /// `CREATE_COMPLETE`, `UPDATE_ROLLBACK_FAILED`, ...
    package var status: String? { string("StackStatus") }
    package var statusReason: String? { string("StackStatusReason") }
    package var isInProgress: Bool { status?.hasSuffix("_IN_PROGRESS") ?? false }
    package var description: String? { string("Description") }
    package var outputs: [String: String] { pairs("Outputs", "OutputKey", "OutputValue") }
    package var parameters: [String: String] { pairs("Parameters", "ParameterKey", "ParameterValue") }
    package var tags: [String: String] { pairs("Tags", "Key", "Value") }
    package var isProtectedFromTermination: Bool { bool("EnableTerminationProtection") ?? false }
    /// Of the last look: `DRIFTED`, `IN_SYNC`, `UNKNOWN`, `NOT_CHECKED`.
    package var driftStatus: String? { string("DriftInformation", "StackDriftStatus") }
    /// Seconds since 1970.
    package var createdAt: Double? { time("CreationTime") }
    package var updatedAt: Double? { time("LastUpdatedTime") }
}

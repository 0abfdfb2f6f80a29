/// An alarm of CloudWatch.
package struct Alarm: XMLAnswer {
    package let xml: XMLElement
    package init(_ xml: XMLElement) { self.xml = xml }

    package var name: String? { string("AlarmName") }
    package var arn: String? { string("AlarmArn") }
    /// `OK`, `ALARM`, `INSUFFICIENT_DATA`.
    package var state: String? { string("StateValue") }
    package var isRinging: Bool { state == "ALARM" }
    package var stateReason: String? { string("StateReason") }
}

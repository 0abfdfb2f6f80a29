/// What a listener does with a request.
package struct ListenerAction: XMLAnswer {
    package let xml: XMLElement
    package init(_ xml: XMLElement) { self.xml = xml }

    /// `forward`, `redirect`, `fixed-response`, ...
    package var type: String? { string("Type") }

    /// Where it may send a request: one target group, or several with weights.
    package var targetGroupARNs: [String] {
        let weighted = xml.child("ForwardConfig")?.items(of: "TargetGroups").compactMap { $0.text(at: "TargetGroupArn") } ?? []
        return weighted.isEmpty ? [string("TargetGroupArn")].compactMap(\.self) : weighted
    }

    /// Where it sends requests at the moment: those with a weight of 0 get none.
    package var servingTargetGroupARNs: [String] {
        let idle = xml.child("ForwardConfig")?.items(of: "TargetGroups").filter { $0.text(at: "Weight") == "0" } ?? []
        let names = idle.compactMap { $0.text(at: "TargetGroupArn") }
        return targetGroupARNs.filter { !names.contains($0) }
    }
}

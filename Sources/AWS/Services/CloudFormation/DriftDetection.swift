/// How far a comparison of a stack with its template is, and what came of it.
package struct DriftDetection: XMLAnswer {
    package let xml: XMLElement
    package init(_ xml: XMLElement) { self.xml = xml }

    /// `DETECTION_IN_PROGRESS`, `DETECTION_FAILED`, `DETECTION_COMPLETE`.
    package var detectionStatus: String? { string("DetectionStatus") }
    package var reason: String? { string("DetectionStatusReason") }
    /// `DRIFTED`, `IN_SYNC`, `UNKNOWN`, `NOT_CHECKED`.
    package var driftStatus: String? { string("StackDriftStatus") }
    package var driftedCount: Int? { integer("DriftedStackResourceCount") }
}

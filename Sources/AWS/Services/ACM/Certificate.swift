import JSON

/// A certificate of ACM.
package struct Certificate: JSONAnswer {
    package let json: JSONValue
    package init(_ json: JSONValue) { self.json = json }

    package var arn: String? { string("CertificateArn") }
    package var domain: String? { string("DomainName") }
    /// `ISSUED`, `PENDING_VALIDATION`, `EXPIRED`, `REVOKED`, `FAILED`, ...
    package var status: String? { string("Status") }
    package var isIssued: Bool { status == "ISSUED" }
    /// `CAA_ERROR`, `DOMAIN_NOT_ALLOWED`, ...; of a failed one alone.
    package var failure: String? { string("FailureReason") }
    /// Seconds since 1970.
    package var expiresAt: Double? { time("NotAfter") }
}

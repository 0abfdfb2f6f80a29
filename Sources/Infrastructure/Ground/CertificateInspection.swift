import AWS
import Release

/// Looks at the certificates of listeners: first at what their ARNs say, then at what ACM says.
struct CertificateInspection {
    private let certificates: CertificatesClient
    private let region: Region
    private let account: String

    init(_ client: AWSClient, account: String) {
        certificates = CertificatesClient(client)
        region = client.region
        self.account = account
    }

    func findings(_ plan: StackPlan) async throws -> [ReleaseFinding] {
        var findings: [ReleaseFinding] = []
        for service in plan.published {
            guard let text = service.spec.certificate else { continue }
            var found = Self.judge(text, in: region, account)
            if found == nil, ARN(text)?.service == "acm" {
                found = try await StackGround.warnIfDenied("the certificate '\(text)' is not looked at") {
                    Self.judge(text, try await certificates.describeCertificate(text)).map { [$0] } ?? []
                }.first
            }
            guard var finding = found else { continue }
            finding.service = service.name
            finding.location = plan.project.services[service.name]?.origin.location
            findings.append(finding)
        }
        return findings
    }

    /// What is wrong with a certificate before anyone is asked.
    /// - Source: Elastic Load Balancing, "SSL certificates for your Application Load Balancer": of ACM or IAM, in the same region.
    static func judge(_ text: String, in region: Region, _ account: String) -> ReleaseFinding? {
        guard let arn = ARN(text),
            arn.service == "acm" && arn.type == "certificate" || arn.service == "iam" && arn.type == "server-certificate"
        else {
            return ReleaseFinding(
                .error, "certificate", "'\(text)' is not a certificate of ACM",
                remedy: "give its ARN: arn:\(region.partition.name):acm:\(region):\(account):certificate/...")
        }
        if arn.partition != region.partition.name {
            return ReleaseFinding(
                .error, "certificate-partition",
                "the certificate '\(text)' is in the partition '\(arn.partition)', and \(region) is in "
                    + "'\(region.partition.name)'", remedy: "request one in \(region)")
        }
        if arn.service == "acm", arn.region != region.name {
            return ReleaseFinding(
                .error, "certificate-region", "the certificate '\(text)' is in \(arn.region), and the stack in \(region)",
                why: "a load balancer takes certificates of its own region alone",
                remedy: "request one there: `aws acm request-certificate --region \(region) --validation-method DNS --domain-name NAME`")
        }
        if arn.account != account {
            return ReleaseFinding(
                .error, "certificate-account", "the certificate '\(text)' is of the account \(arn.account), and the stack of \(account)",
                why: "a load balancer takes certificates of its own account alone", remedy: "request or import one in \(account)")
        }
        return nil
    }

    /// What is wrong with one that should be there.
    static func judge(_ text: String, _ certificate: Certificate?) -> ReleaseFinding? {
        guard let certificate else {
            return ReleaseFinding(.error, "no-certificate", "there is no certificate '\(text)'", remedy: "check its ARN")
        }
        guard let status = certificate.status, !certificate.isIssued else { return nil }
        let isPending = status == "PENDING_VALIDATION"
        return ReleaseFinding(
            .error, "certificate-status", "the certificate '\(text)' is \(status)",
            why: certificate.failure.map { "ACM says: \($0)" } ?? (isPending ? "a listener takes one that is issued" : nil),
            remedy: isPending
                ? "add the record that ACM asks for to the DNS of '\(certificate.domain ?? "its domain")'" : "request a new one")
    }
}

import JSON

/// IAM, the token service and alarms: what a check before a release asks.
extension World {
    func identity(_ action: String, _ input: FormInput) throws(SimulatedFault) -> JSONObject {
        guard action == "GetRole" else { throw .unknown(action) }
        let name = input["RoleName"] ?? ""
        guard let role = account.roles.first(where: { $0.name == name }) else {
            throw SimulatedFault(code: "NoSuchEntity", message: "The role with name \(name) cannot be found.", status: 404)
        }
        let trust: JSONValue = [
            "Version": "2012-10-17",
            "Statement": [["Effect": "Allow", "Action": "sts:AssumeRole", "Principal": ["Service": JSONValue(role.trusted)]]],
        ]
        return [
            "Role": [
                "Path": "/", "RoleName": .string(name), "RoleId": "AROA0123456789EXAMPLE", "Arn": .string(account.roleARN(name)),
                "CreateDate": "2026-01-01T00:00:00Z", "AssumeRolePolicyDocument": .string(Self.percentEncoded(trust.text())),
                "MaxSessionDuration": 3600,
            ]
        ]
    }

    /// IAM answers policies percent-encoded.
    /// - Source: the IAM API, `Role`: "URL-encoded compliant with RFC 3986".
    private static func percentEncoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
        let encoded = text.utf8.flatMap { plain.contains($0) ? [$0] : [UInt8(ascii: "%"), digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: encoded, as: UTF8.self)
    }

    func tokens(_ action: String) throws(SimulatedFault) -> JSONObject {
        guard action == "GetCallerIdentity" else { throw .unknown(action) }
        return [
            "UserId": "AIDA0123456789EXAMPLE", "Account": .string(account.id), "Arn": .string("arn:aws:iam::\(account.id):user/simulated"),
        ]
    }

    /// - Parameter names: of the alarms asked for; empty for all.
    func alarms(_ action: String, named names: [String]) throws(SimulatedFault) -> JSONObject {
        guard action == "DescribeAlarms" else { throw .unknown(action) }
        let found = account.alarms.filter { names.isEmpty || names.contains($0) }
        return [
            "MetricAlarms": .array(
                found.map { name in
                    [
                        "AlarmName": .string(name), "AlarmArn": .string(account.arn("cloudwatch", "alarm:\(name)")), "ActionsEnabled": true,
                        "StateValue": alarmsInAlarm.contains(name) ? "ALARM" : "OK",
                    ]
                }),
            "CompositeAlarms": [],
        ]
    }
}

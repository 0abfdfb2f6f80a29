import JSON

/// Secrets Manager, and the parameters of Systems Manager.
extension World {
    func secrets(_ action: String, _ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        switch action {
        case "DescribeSecret":
            var fields = describe(try secret(input))
            fields["VersionIdsToStages"] = .object([Self.version: ["AWSCURRENT"]])
            return fields
        case "CreateSecret": return try createSecret(input)
        case "PutSecretValue":
            let secret = try readable(input)
            for index in account.secrets.indices where account.secrets[index].name == secret.name {
                account.secrets[index].value = input["SecretString"]?.string ?? ""
            }
            return [
                "ARN": .string(account.secretARN(secret)), "Name": .string(secret.name), "VersionId": .string(Self.version),
                "VersionStages": ["AWSCURRENT"],
            ]
        case "GetSecretValue":
            let secret = try readable(input)
            return [
                "ARN": .string(account.secretARN(secret)), "Name": .string(secret.name), "VersionId": .string(Self.version),
                "SecretString": .string(secret.value), "VersionStages": ["AWSCURRENT"], "CreatedDate": now.json,
            ]
        case "ListSecrets":
            let found = account.secrets.map { secret -> JSONValue in
                var fields = describe(secret)
                fields["SecretVersionsToStages"] = .object([Self.version: ["AWSCURRENT"]])
                return .object(fields)
            }
            var input = input
            input["maxResults"] = input["MaxResults"]
            input["nextToken"] = input["NextToken"]
            var answer = try Self.page(found, as: "SecretList", input)
            answer["NextToken"] = answer.removeValue(forKey: "nextToken")
            return answer
        default: throw .unknown(action)
        }
    }

    private static let version = "a1b2c3d4-5678-4abc-9def-000000000001"

    private func secret(_ input: JSONValue) throws(SimulatedFault) -> SimulatedSecret {
        let name = input["SecretId"]?.string ?? ""
        guard let found = account.secrets.first(where: { $0.name == name || account.secretARN($0) == name }) else {
            throw SimulatedFault(code: "ResourceNotFoundException", message: "Secrets Manager can't find the specified secret.")
        }
        return found
    }

    private func readable(_ input: JSONValue) throws(SimulatedFault) -> SimulatedSecret {
        let secret = try secret(input)
        guard !secret.isBeingDeleted else {
            throw SimulatedFault(
                code: "InvalidRequestException",
                message: "You can't perform this operation on the secret because it was marked for deletion.")
        }
        return secret
    }

    private func createSecret(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        let name = input["Name"]?.string ?? ""
        guard !account.secrets.contains(where: { $0.name == name }) else {
            throw SimulatedFault(
                code: "ResourceExistsException", message: "The operation failed because the secret \(name) already exists.")
        }
        var secret = SimulatedSecret(name, value: input["SecretString"]?.string ?? "")
        secret.tags = input["Tags"]?.array ?? []
        account.secrets.append(secret)
        return ["ARN": .string(account.secretARN(secret)), "Name": .string(name), "VersionId": .string(Self.version)]
    }

    private func describe(_ secret: SimulatedSecret) -> JSONObject {
        var fields: JSONObject = [
            "ARN": .string(account.secretARN(secret)), "Name": .string(secret.name), "LastChangedDate": now.json, "CreatedDate": now.json,
            "Tags": .array(secret.tags),
        ]
        if secret.isBeingDeleted { fields["DeletedDate"] = now.json }
        return fields
    }

    func systemsManager(_ action: String, _ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        guard action == "GetParameters" else { throw .unknown(action) }
        let names = input["Names"]?.strings ?? []
        let prefix = account.arn("ssm", "parameter/")
        func value(_ name: String) -> String? {
            account.parameters[name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name]
                ?? account.parameters["/" + name.dropFirst(prefix.count)]
        }
        return [
            "Parameters": .array(
                names.compactMap { name in
                    value(name).map {
                        [
                            "Name": .string(name), "Type": "SecureString", "Value": .string($0), "Version": 1, "DataType": "text",
                            "ARN": .string(
                                name.hasPrefix("arn:") ? name : prefix + (name.hasPrefix("/") ? String(name.dropFirst()) : name)),
                        ]
                    }
                }),
            "InvalidParameters": .array(names.filter { value($0) == nil }.map { .string($0) }),
        ]
    }
}

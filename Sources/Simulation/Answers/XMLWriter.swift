import JSON

/// Answers of the services that speak XML, written from the same values as those in JSON.
struct XMLWriter {
    let action: String
    let requestID: String
    let dialect: Dialect

    enum Dialect {
        /// IAM, STS, load balancing, alarms: a result in its own element, lists of `member`.
        case query
        /// EC2: lists of `item`.
        case ec2
    }

    func text(_ result: JSONObject) -> String {
        let fields = content(.object(result))
        switch dialect {
        case .query:
            let metadata = "<ResponseMetadata><RequestId>\(requestID)</RequestId></ResponseMetadata>"
            return "<\(action)Response><\(action)Result>\(fields)</\(action)Result>\(metadata)</\(action)Response>"
        case .ec2: return "<\(action)Response><requestId>\(requestID)</requestId>\(fields)</\(action)Response>"
        }
    }

    func text(_ fault: SimulatedFault) -> String {
        let words = "<Code>\(fault.code)</Code><Message>\(Self.escaped(fault.message))</Message>"
        switch dialect {
        case .query:
            return "<ErrorResponse><Error><Type>Sender</Type>\(words)</Error><RequestId>\(requestID)</RequestId></ErrorResponse>"
        case .ec2: return "<Response><Errors><Error>\(words)</Error></Errors><RequestID>\(requestID)</RequestID></Response>"
        }
    }

    private func content(_ value: JSONValue) -> String {
        switch value {
        case .null: ""
        case .bool(let flag): flag ? "true" : "false"
        case .integer(let number): "\(number)"
        case .decimal(let number): "\(number)"
        case .string(let text): Self.escaped(text)
        case .array(let items):
            items.map { dialect == .query ? "<member>\(content($0))</member>" : "<item>\(content($0))</item>" }.joined()
        case .object(let fields):
            fields.sorted { $0.key < $1.key }.map { "<\($0.key)>\(content($0.value))</\($0.key)>" }.joined()
        }
    }

    private static func escaped(_ text: String) -> String {
        text.map { character in
            switch character {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            default: String(character)
            }
        }.joined()
    }
}

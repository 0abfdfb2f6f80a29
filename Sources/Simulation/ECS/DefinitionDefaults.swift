import JSON

/// What ECS writes into a task definition that leaves it out.
enum DefinitionDefaults {
    static func filled(_ document: JSONObject) -> JSONObject {
        var filled = document
        for list in ["volumes", "placementConstraints"] where filled[list] == nil { filled[list] = [] }
        let isAWSVPC = document["networkMode"]?.string == "awsvpc"
        let containers = document["containerDefinitions"]?.array ?? []
        filled["containerDefinitions"] = .array(containers.map { container($0, isAWSVPC: isAWSVPC) })
        return filled
    }

    private static func container(_ given: JSONValue, isAWSVPC: Bool) -> JSONValue {
        var container = given
        for list in ["environment", "mountPoints", "volumesFrom", "portMappings", "systemControls"] where container[list] == nil {
            container[list] = []
        }
        container["cpu"] = container["cpu"] ?? 0
        container["essential"] = container["essential"] ?? true
        container["portMappings"] = .array((container["portMappings"]?.array ?? []).map { port($0, isAWSVPC: isAWSVPC) })
        return container
    }

    private static func port(_ given: JSONValue, isAWSVPC: Bool) -> JSONValue {
        var port = given
        port["protocol"] = port["protocol"] ?? "tcp"
        if isAWSVPC { port["hostPort"] = port["hostPort"] ?? port["containerPort"] }
        return port
    }
}

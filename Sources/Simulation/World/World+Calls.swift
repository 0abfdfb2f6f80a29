import AWS
import JSON

/// Which service a call is for.
extension World {
    func perform(_ call: AWSCall) throws(SimulatedFault) -> JSONObject {
        var json = JSONValue.object([:]), form = FormInput(fields: [:])
        switch call.parameters {
        case .json(let object): json = .object(object)
        case .form(let fields): form = FormInput(fields: fields)
        }
        return switch call.service.signingName {
        case "ecs": try ecs(call.action, json)
        case "logs": try logs(call.action, json)
        case "application-autoscaling": try scaling(call.action, json)
        case "secretsmanager": try secrets(call.action, json)
        case "ssm": try systemsManager(call.action, json)
        case "ecr": try registry(call.action, json)
        case "elasticloadbalancing": try loadBalancing(call.action, form)
        case "iam": try identity(call.action, form)
        case "sts": try tokens(call.action)
        case "ec2": try network(call.action, form)
        case "cloudformation": try stacks(call.action, form)
        // Alarms can be asked for in JSON and in a form.
        case "monitoring": try alarms(call.action, named: (json["AlarmNames"]?.strings ?? []) + form.list("AlarmNames"))
        default: throw .unknown("\(call.service.signingName):\(call.action)")
        }
    }

    /// Brings a service about as anyone would, in the hour before the simulation begins.
    func seed(_ service: SimulatedService) throws(SimulationError) {
        do {
            let registered = try registerTaskDefinition(.object(service.taskDefinition))
            var input = service.settings
            input["serviceName"] = .string(service.name)
            input["cluster"] = .string(service.cluster)
            input["desiredCount"] = JSONValue(service.desiredCount)
            input["taskDefinition"] = registered["taskDefinition"]?["taskDefinitionArn"]
            _ = try createService(.object(input))
        } catch {
            throw SimulationError("the service '\(service.name)' cannot be simulated", reason: "\(error.code): \(error.message)")
        }
    }
}

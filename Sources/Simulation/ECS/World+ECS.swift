import JSON

/// Elastic Container Service: which action is played by what.
extension World {
    func ecs(_ action: String, _ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        switch action {
        case "CreateCluster": try createCluster(input)
        case "DescribeClusters": describeClusters(input)
        case "ListContainerInstances": try listContainerInstances(input)
        case "DescribeContainerInstances": try describeContainerInstances(input)
        case "RegisterTaskDefinition": try registerTaskDefinition(input)
        case "DescribeTaskDefinition": try describeTaskDefinition(input)
        case "ListTaskDefinitions": try listTaskDefinitions(input)
        case "DeregisterTaskDefinition": try deregisterTaskDefinition(input)
        case "DeleteTaskDefinitions": try deleteTaskDefinitions(input)
        case "CreateService": try createService(input)
        case "UpdateService": try updateService(input)
        case "DeleteService": try deleteService(input)
        case "DescribeServices": try describeServices(input)
        case "ListServices": try listServices(input)
        case "RunTask": try runTask(input)
        case "StopTask": try stopTask(input)
        case "ListTasks": try listTasks(input)
        case "DescribeTasks": try describeTasks(input)
        case "ListServiceDeployments": try listServiceDeployments(input)
        case "DescribeServiceDeployments": try describeServiceDeployments(input)
        case "StopServiceDeployment": try stopServiceDeployment(input)
        case "ContinueServiceDeployment": try continueServiceDeployment(input)
        case "DescribeServiceRevisions": try describeServiceRevisions(input)
        case "TagResource": try tagResource(input)
        case "UntagResource": try untagResource(input)
        case "ListTagsForResource": try listTags(input)
        default: throw .unknown(action)
        }
    }

    /// The cluster a call is about: by name or ARN, else `default`.
    func cluster(_ input: JSONValue) throws(SimulatedFault) -> ClusterState {
        let name = input["cluster"]?.string ?? "default"
        guard let found = clusters[Self.lastPart(name)] else { throw .clusterNotFound }
        return found
    }

    /// A service of a cluster, by name or ARN; also one that was deleted.
    func findService(_ name: String, in cluster: ClusterState) -> ServiceState? {
        services.last { $0.cluster.name == cluster.name && $0.name == Self.lastPart(name) }
    }

    /// The service a call is about, which must be there.
    func service(_ input: JSONValue) throws(SimulatedFault) -> ServiceState {
        let cluster = try cluster(input)
        guard let found = findService(input["service"]?.string ?? "", in: cluster), found.status != "INACTIVE" else {
            throw .serviceNotFound
        }
        return found
    }

    static func lastPart(_ arn: String) -> String { arn.split(separator: "/").last.map(String.init) ?? arn }

    static func failure(_ arn: String) -> JSONValue { ["arn": .string(arn), "reason": "MISSING"] }

    static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 255
            && text.unicodeScalars.allSatisfy {
                $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil || "_-".unicodeScalars.contains($0))
            }
    }

    /// One page of a list.
    /// - Parameter limit: how many there may be at most, and are without `maxResults`.
    static func page(_ all: [JSONValue], as name: String, _ input: JSONValue, limit: Int = 100) throws(SimulatedFault) -> JSONObject {
        let size = input["maxResults"]?.integer ?? limit
        guard (1...limit).contains(size) else { throw .parameter("maxResults must be between 1 and \(limit)") }
        let start = input["nextToken"]?.string.flatMap { Int($0) } ?? 0
        guard (0...all.count).contains(start) else { throw .parameter("Invalid token") }
        let end = min(start + size, all.count)
        return JSONValue.fields([name: .array(Array(all[start..<end])), "nextToken": end < all.count ? .string("\(end)") : nil])
    }
}

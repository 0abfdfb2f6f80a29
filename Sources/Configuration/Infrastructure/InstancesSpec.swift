/// Instances of an Auto Scaling group that is there already, as a capacity provider of the stack's cluster.
package struct InstancesSpec: Sendable, Equatable {
    /// Its name or ARN.
    package var group: String
    /// How much of the instances' room is to be in use, in percent: below 100 some wait for tasks.
    package var target = 100
    /// Whether ECS decides on the number of instances.
    package var isScaled = true
    /// After which a new instance counts. 0 to 10,000 seconds; 300 s unless given.
    package var warmup: Duration?
    /// Whether an instance with tasks is never taken away; the group itself has to protect new instances then.
    package var protectsTasks = false
    /// Whether tasks move away before their instance goes.
    package var drains = true

    static let keys = Keys(
        "instances", definition: "instances",
        ["auto-scaling-group", "target", "scaling", "warmup", "termination-protection", "draining"])

    init?(_ node: Node, _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        let group = fields.require("auto-scaling-group", "name it, or give its ARN", reading.autoScalingGroup)
        target = fields.read("target") { reading.integer($0, 1...100, "a percentage") } ?? target
        isScaled = fields.read("scaling", reading.boolean) ?? isScaled
        warmup = fields.read("warmup") { reading.duration($0, .zero ... .seconds(10_000)) }
        protectsTasks = fields.read("termination-protection", reading.boolean) ?? protectsTasks
        drains = fields.read("draining", reading.boolean) ?? drains
        for key in ["target", "warmup", "termination-protection"] where fields.has(key) && !isScaled {
            reading.report(fields.place(key), "'\(key)' needs 'scaling': ECS leaves the number of these instances alone")
        }
        guard let group else { return nil }
        self.group = group
    }
}

extension Reading {
    /// A name, or the ARN of a group.
    fileprivate func autoScalingGroup(_ node: Node) -> String? {
        word(node, "the name or ARN of an Auto Scaling group") { text in
            !text.isEmpty && text.utf8.count <= 1600 && (!text.hasPrefix("arn:") || text.contains(":autoScalingGroupName/"))
        }
    }

    /// Providers by the names that services use; those of Fargate are there anyway.
    func instances(_ node: Node) -> [String: InstancesSpec]? {
        named(node, "a map of instances by name, as in {ec2: {auto-scaling-group: NAME}}") { entry in
            if entry.key.hasPrefix("fargate") {
                report(entry.keyPlace, "'\(entry.key)' would be taken for AWS's own: call it otherwise, as in 'ec2'")
            }
            return InstancesSpec(entry.value, self)
        }
    }
}

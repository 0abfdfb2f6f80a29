import Configuration

/// Makes the template of everything that the services of a project stand on.
package enum Infrastructure {
    /// The template; account and region are filled in by CloudFormation.
    ///
    /// Services, task definitions, scaling and the values of secrets are not in it: they belong to releases.
    /// - Parameter read: gives the bytes of a policy, by its path as the file has it.
    /// - Throws: ``InfrastructureError``, ``PolicyError``, and what `read` throws that is not for people.
    package static func template(of project: ProjectFile, read: (String) throws -> [UInt8]) throws -> StackTemplate {
        let plan = try StackPlan(project)
        let policies = try PolicyLibrary(project, read)
        var tags = ["imgship:project": plan.destination.project]
        tags["imgship:environment"] = plan.destination.environment
        let place = plan.destination.environment.map { " in \($0)" } ?? ""
        var template = StackTemplate("What the services of \(plan.destination.project)\(place) stand on; made by imgship.", tags: tags)
        template.warnings = policies.warnings
        let network = StackNetwork(plan)
        try RepositoryResources(plan: plan).add(to: &template)
        if !plan.services.isEmpty {
            try LogResources(plan: plan).add(to: &template)
            try CapacityResources(plan: plan).add(to: &template)
            try ClusterResources(plan: plan).add(to: &template)
            try RoleResources(plan: plan, policies: policies).add(to: &template)
            try NetworkResources(network: network).add(to: &template)
            try SecurityResources(plan: plan, network: network).add(to: &template)
            try BalancerResources(plan: plan, network: network).add(to: &template)
            try ShiftResources(plan: plan).addRole(to: &template)
        }
        try DeployerResources(plan: plan).add(to: &template)
        // The region is not known here, and has its part in the length: what is too long in the one with the shortest name is so everywhere.
        try RolePolicies(template: template, stack: plan.destination.stackName).check(in: .global)
        return template
    }
}

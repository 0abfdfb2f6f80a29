import Configuration

/// Makes the template of everything that the services of a project stand on.
package enum Infrastructure {
    /// The template; account and region are filled in by CloudFormation.
    ///
    /// Services, task definitions, scaling and the values of secrets are not in it: they belong to releases.
    /// - Throws: ``InfrastructureError``.
    package static func template(of project: ProjectFile) throws(InfrastructureError) -> StackTemplate {
        let plan = try StackPlan(project)
        var tags = ["imgship:project": plan.destination.project]
        tags["imgship:environment"] = plan.destination.environment
        let place = plan.destination.environment.map { " in \($0)" } ?? ""
        var template = StackTemplate("What the services of \(plan.destination.project)\(place) stand on; made by imgship.", tags: tags)
        let network = StackNetwork(plan)
        try RepositoryResources(plan: plan).add(to: &template)
        if !plan.services.isEmpty {
            try LogResources(plan: plan).add(to: &template)
            try ClusterResources(plan: plan).add(to: &template)
            try RoleResources(plan: plan).add(to: &template)
            try NetworkResources(network: network).add(to: &template)
            try SecurityResources(plan: plan, network: network).add(to: &template)
            try BalancerResources(plan: plan, network: network).add(to: &template)
            try ShiftResources(plan: plan).addRole(to: &template)
        }
        try DeployerResources(plan: plan).add(to: &template)
        return template
    }
}

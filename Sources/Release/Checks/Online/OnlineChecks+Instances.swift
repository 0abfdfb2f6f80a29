import AWS

extension OnlineChecks {
    /// Whether there is a question about instances at all.
    package var asksForInstances: Bool { service.effective.runsOnInstances }

    /// Tasks that do not run on Fargate find an instance.
    ///
    /// A capacity provider may start further instances: what is missing is a warning then.
    /// - Parameter instances: those of the cluster that may get tasks.
    package func instances(_ instances: [ECSContainerInstance]) -> [ReleaseFinding] {
        guard let lack = InstanceSearch(service, among: instances).lack else { return [] }
        let subject = subject("instances")
        let mayPass = lack.isPassing || !service.effective.providers.isEmpty
        return [
            mayPass
                ? subject.warning(lack.what, why: lack.why, remedy: lack.remedy)
                : subject.error(lack.what, why: lack.why, remedy: lack.remedy)
        ]
    }
}

/// How many tasks run, by load.
enum ScalingRules {
    static let all: [ReleaseRule] = [
        .service("scaling") { service, subject in
            guard let scaling = service.scaling else { return [] }
            var findings: [ReleaseFinding] = []
            if scaling.minimum > scaling.maximum {
                findings.append(subject.error("its scaling has a 'min' of \(scaling.minimum) above its 'max' of \(scaling.maximum)"))
            }
            if scaling.minimum == 0 {
                findings.append(
                    subject.warning("its scaling may stop the last task", why: "without a task there is no load that would start one"))
            }
            if scaling.requests != nil, service.effective.loadBalancers.isEmpty {
                findings.append(subject.error("scaling by 'requests' needs a load balancer"))
            }
            if scaling.requests != nil, service.effective.strategy != "ROLLING" {
                findings.append(subject.error("scaling by 'requests' does not go together with \(service.effective.strategy)"))
            }
            for (name, change) in scaling.schedule.sorted(by: { $0.key < $1.key }) where change.isPast(at: service.now) {
                findings.append(subject.warning("the time of '\(name)' in its schedule has passed", remedy: "take it out of the file"))
            }
            if service.effective.isDaemon { findings.append(subject.error("a DAEMON service cannot be scaled")) }
            return findings
        },
        .service("desired") { service, subject in
            guard service.running == nil, service.service?.isDaemon == false, service.service?.desired == nil else { return [] }
            return [subject.error("a new service needs a number of tasks", remedy: "give 'desired'")]
        },
        .service("daemon") { service, subject in
            guard service.effective.isDaemon, service.task.runsOnFargate else { return [] }
            return [subject.error("Fargate has no DAEMON services: use REPLICA")]
        },
    ]
}

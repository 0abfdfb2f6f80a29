import JSON

/// Volumes of a task and their places in containers.
enum VolumeRules {
    static let all: [ReleaseRule] = [
        .service("volume-name") { service, subject in
            var seen: Set<String> = []
            return service.task.volumes.compactMap { volume in
                guard let name = volume["name"]?.string else { return subject.error("one of its volumes has no 'name'") }
                return seen.insert(name).inserted ? nil : subject.error("two of its volumes are called '\(name)'")
            }
        },
        .container("mount-volume") { service, container, subject in
            let names = service.task.volumes.compactMap { $0["name"]?.string }
            return (container.fields["mountPoints"]?.array ?? []).compactMap { mount in
                guard let name = mount["sourceVolume"]?.string, !names.contains(name) else { return nil }
                return subject.error("it mounts the volume '\(name)', which its task does not have")
            }
        },
        .service("volume-efs") { service, subject in
            service.task.volumes.flatMap { volume -> [ReleaseFinding] in
                guard let efs = volume["efsVolumeConfiguration"] else { return [] }
                let name = volume["name"]?.string ?? "?"
                let access = efs["authorizationConfig"]
                var findings: [ReleaseFinding] = []
                if access?["accessPointId"] != nil || access?["iam"]?.string == "ENABLED", efs["transitEncryption"]?.string != "ENABLED" {
                    findings.append(subject.error("the volume '\(name)' needs 'transitEncryption: ENABLED' for an access point or for IAM"))
                }
                if access?["accessPointId"] != nil, let root = efs["rootDirectory"]?.string, root != "/" {
                    findings.append(subject.error("the volume '\(name)' has both an access point and the root '\(root)': keep one"))
                }
                if access?["iam"]?.string == "ENABLED", service.task.taskRole == nil {
                    findings.append(subject.error("the volume '\(name)' asks the task role, but there is none", remedy: "give 'task-role'"))
                }
                return findings
            }
        },
        .service("volume-kind") { service, subject in
            guard service.task.runsOnFargate else { return [] }
            return service.task.volumes.compactMap { volume in
                let name = volume["name"]?.string ?? "?"
                if volume["dockerVolumeConfiguration"] != nil { return subject.error("Fargate has no Docker volumes, as '\(name)' is one") }
                if volume["host"]?["sourcePath"] != nil { return subject.error("Fargate has no host whose path '\(name)' could be") }
                return nil
            }
        },
    ]
}

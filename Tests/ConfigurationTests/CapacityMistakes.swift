import Testing

/// Mistakes in what tasks run on, who may do what, and when how many run.
extension Mistake {
    private static func service(_ lines: String) -> String { "services: {s: {image: 'x:1', \(lines)}}" }
    private static func schedule(_ change: String) -> String { service("scaling: {min: 1, max: 4, schedule: {a: {\(change)}}}") }

    static let capacity = [
        Mistake(
            "instances of no group", "infra: {capacity: {ec2: {target: 90}}}",
            "3:25: 'auto-scaling-group' is missing: name it, or give its ARN"),
        Mistake(
            "instances of another thing", "infra: {capacity: {ec2: {auto-scaling-group: 'arn:aws:ec2:eu-west-1:1:instance/i-1'}}}",
            "3:46: expected the name or ARN of an Auto Scaling group, found the text 'arn:aws:ec2:eu-west-1:1:instance/i-1'"),
        Mistake(
            "instances that are called as AWS's", "infra: {capacity: {fargate-2: {auto-scaling-group: a}}}",
            "3:20: 'fargate-2' would be taken for AWS's own: call it otherwise, as in 'ec2'"),
        Mistake(
            "target without scaling", "infra: {capacity: {ec2: {auto-scaling-group: a, scaling: false, target: 90}}}",
            "3:65: 'target' needs 'scaling': ECS leaves the number of these instances alone"),
        Mistake(
            "more than all", "infra: {capacity: {ec2: {auto-scaling-group: a, target: 101}}}",
            "3:57: expected a percentage from 1 to 100, found the number 101"),
        Mistake(
            "cpu alone on Fargate", service("capacity: [{provider: FARGATE_SPOT}], cpu: 256"), "3:68: 'cpu' needs 'memory' beside it"),
        Mistake(
            "key by its alias", "infra: {kms: {logs: alias/chat}}",
            "3:21: expected a key's ARN, arn:aws:kms:REGION:ACCOUNT:key/ID, found the text 'alias/chat'"),
        Mistake(
            "encryption by another ARN", "infra: {repositories: {encryption: 'arn:aws:s3:::bucket'}}",
            "3:36: expected one of aes256, kms, or a key's ARN or alias, found the text 'arn:aws:s3:::bucket'"),
        Mistake(
            "role of nothing", service("task-role: {}"), "3:41: 'policies' is missing: list files with policies, or ARNs of managed ones"),
        Mistake(
            "policy of a role", service("task-role: {policies: ['arn:aws:iam::1:role/a']}"),
            "3:53: 'arn:aws:iam::1:role/a' is not the ARN of a managed policy, arn:aws:iam::aws:policy/NAME"),
        Mistake(
            "policy outside", service("execution-role: {policies: [../a.json]}"),
            "3:58: '../a.json' leaves the directory of this file: remove '..', or move this file up"),
        Mistake("policy twice", service("task-role: {policies: [a.json, a.json]}"), "3:61: policy 'a.json' is listed twice"),
        Mistake(
            "stickiness without end", service("load-balancer: {listen: 80, stickiness: 169h}"),
            "3:70: '169h' is out of range: 1s to 168h", semantic: true),
        Mistake(
            "stickiness without duration", service("load-balancer: {listen: 80, stickiness: {cookie: A}}"),
            "3:70: 'duration' is missing: say how long, 1s to 168h"),
        Mistake(
            "cookie of AWS's own", service("load-balancer: {listen: 80, stickiness: {cookie: AWSALB, duration: 1h}}"),
            "3:79: 'AWSALB' is a cookie of the load balancer's own: name one of the application"),
        Mistake(
            "stickiness of another's target group",
            service("load-balancer: {target-group: 'arn:aws:elasticloadbalancing:r:1:targetgroup/a/b', stickiness: 1h}"),
            "3:112: 'stickiness' is said by whoever made the 'target-group'"),
    ]

    static let schedules = [
        Mistake(
            "time of nothing", schedule("min: 2"), "3:70: it has no time: give a 'cron' expression, a 'rate' such as 1 hour, or 'at'"),
        Mistake("time for nothing", schedule("rate: 1 hour"), "3:70: it changes nothing: give a 'min' or a 'max'"),
        Mistake(
            "two times", schedule("rate: 1 hour, at: '2030-01-01T00:00:00', min: 2"),
            "3:85: 'rate' and 'at' exclude each other: keep one of them"),
        Mistake(
            "cron of five fields", schedule("cron: 0 8 * * MON, min: 2"),
            "3:77: '0 8 * * MON' is not a cron expression: it has 5 fields, and needs six: minutes, hours, day of the month, month, day of the week, year"
        ),
        Mistake(
            "cron with both days", schedule("cron: 0 8 * * MON *, min: 2"),
            "3:77: '0 8 * * MON *' is not a cron expression: either the day of the month or the day of the week must be '?'", semantic: true
        ),
        Mistake(
            "cron with an hour too many", schedule("cron: '0 24 ? * MON *', min: 2"),
            "3:77: '0 24 ? * MON *' is not a cron expression: its hours cannot be '24': give 0-23", semantic: true),
        Mistake(
            "rate of one hours", schedule("rate: 1 hours, min: 2"),
            "3:77: expected a rate such as 1 hour, 30 minutes or 2 days, found the text '1 hours'"),
        Mistake(
            "day that is none", schedule("at: '2030-02-29T00:00:00', min: 2"),
            "3:75: expected a date with its time, as in 2030-01-31T08:00:00, found the text '2030-02-29T00:00:00'", semantic: true),
        Mistake(
            "zone that is none", schedule("at: '2030-01-01T00:00:00', timezone: Europe/Berln, min: 2"),
            "3:108: unknown time zone 'Europe/Berln', did you mean 'Europe/Berlin'?", semantic: true),
        Mistake(
            "zone of a rate", schedule("rate: 1 hour, timezone: UTC, min: 2"), "3:85: a 'rate' has no time zone"),
        Mistake(
            "two zones", schedule("at: '2030-01-01T00:00:00Z', timezone: Europe/Berlin, min: 2"),
            "3:99: the 'Z' of 'at' says UTC already: remove one of the two", semantic: true),
        Mistake(
            "end of what comes once", schedule("at: '2030-01-01T00:00:00', min: 2, end: '2031-01-01T00:00:00'"),
            "3:106: 'end' belongs to what recurs, 'at' comes once"),
        Mistake(
            "end before its start", schedule("rate: 1 day, min: 2, start: '2031-01-01T00:00:00', end: '2030-01-01T00:00:00'"),
            "3:122: 'end' is not after 'start'", semantic: true),
        Mistake("change upside down", schedule("rate: 1 day, min: 3, max: 2"), "3:92: 'max: 2' is less than 'min: 3'", semantic: true),
        Mistake(
            "change above all", schedule("rate: 1 day, min: 5"), "3:67: the 'min: 5' of 'a' is more than any 'max'", semantic: true),
    ]
}

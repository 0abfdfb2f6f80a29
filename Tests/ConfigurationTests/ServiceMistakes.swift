extension Mistake {
    static let services = [
        Mistake(
            "service of nothing", "services: {s: {cpu: 256, memory: 512}}",
            "3:15: 'image' is missing: name one of 'images:', or give 'containers' or a 'task-definition'"),
        Mistake(
            "unknown image", "images: {backend: {base: scratch}}\nservices: {s: {image: bakend}}",
            "4:23: unknown image 'bakend', did you mean 'backend'?", semantic: true),
        Mistake("cpu alone", "services: {s: {image: 'x:1', cpu: 256}}", "3:30: 'cpu' needs 'memory' beside it"),
        Mistake(
            "unknown service", "services: {back: {image: 'x:1'}, front: {image: 'x:1', after: [bakc]}}",
            "3:64: unknown service 'bakc', did you mean 'back'?", semantic: true),
        Mistake(
            "cyclic services", "services: {a: {image: 'x:1', after: b}, b: {image: 'x:1', after: [a]}}",
            "3:37: the order of services is a cycle: a -> b -> a", semantic: true),
        Mistake(
            "secret that is also in env", "services: {s: {image: 'x:1', env: {KEY: a}, secrets: {KEY: 'secret:a'}}}",
            "3:55: 'KEY' is both in 'env' and in 'secrets': keep the one in 'secrets'", semantic: true),
        Mistake(
            "secret in the open", "services: {s: {image: 'x:1', secrets: {KEY: sk-123}}}",
            "3:45: expected secret:NAME, secret:NAME#KEY, ssm:NAME or an ARN: a secret's value never stands in this file"),
        Mistake(
            "secret of both kinds", "services: {s: {image: 'x:1', secrets: {KEY: {secret: a, parameter: b}}}}",
            "3:57: 'secret' and 'parameter' exclude each other: keep one of them"),
        Mistake(
            "percentage out of range", "services: {s: {image: 'x:1', deployment: {minimum: 101}}}",
            "3:52: expected a percentage from 0 to 100, found the number 101"),
        Mistake(
            "deadlock", "services: {s: {image: 'x:1', deployment: {minimum: 100, maximum: 100}}}",
            "3:57: with 'minimum: 100' and 'maximum: 100' no task can ever be replaced: lower the one or raise the other", semantic: true),
        Mistake(
            "unknown breaker", "services: {s: {image: 'x:1', deployment: {circuit-breaker: yes}}}",
            "3:60: expected one of off, stop, rollback, found the text 'yes'"),
        Mistake(
            "a key of another strategy", "services: {s: {image: 'x:1', deployment: {strategy: blue-green, step: 20}}}",
            "3:65: 'step' goes with 'strategy: linear', not with 'blue-green'", semantic: true),
        Mistake(
            "a pause of a rolling update", "services: {s: {image: 'x:1', deployment: {pause: before-traffic}}}",
            "3:43: 'pause' goes with 'strategy: blue-green' or 'strategy: linear' or 'strategy: canary', not with 'rolling'", semantic: true
        ),
        Mistake(
            "a breaker without rolling", "services: {s: {image: 'x:1', deployment: {strategy: canary, circuit-breaker: rollback}}}",
            "3:61: 'circuit-breaker' goes with 'strategy: rolling', not with 'canary': leave it out, or say 'off'", semantic: true),
        Mistake(
            "unknown strategy", "services: {s: {image: 'x:1', deployment: {strategy: blue}}}",
            "3:53: expected one of rolling, blue-green, linear, canary, found the text 'blue'"),
        Mistake(
            "a share out of range", "services: {s: {image: 'x:1', deployment: {strategy: linear, step: 2%}}}",
            "3:67: expected a percentage from 3 to 100, with at most one decimal, found the text '2%'", semantic: true),
        Mistake(
            "too fine a share", "services: {s: {image: 'x:1', deployment: {strategy: canary, canary: 0.55%}}}",
            "3:69: expected a percentage from 0.1 to 100, with at most one decimal, found the text '0.55%'"),
        Mistake(
            "half a minute", "services: {s: {image: 'x:1', deployment: {strategy: blue-green, bake: 90s}}}",
            "3:71: '1m30s' is not in whole minutes, and ECS counts in those", semantic: true),
        Mistake(
            "more than a day", "services: {s: {image: 'x:1', deployment: {strategy: blue-green, bake: 25h}}}",
            "3:71: '25h' is out of range: 0s to 24h", semantic: true),
        Mistake(
            "a pause while traffic moves", "services: {s: {image: 'x:1', deployment: {strategy: blue-green, pause: [traffic]}}}",
            "3:73: expected one of before-start, after-start, after-test-traffic, before-traffic, after-traffic, found the text 'traffic'"),
        Mistake(
            "two pauses in one place",
            "services: {s: {image: 'x:1', deployment: {strategy: linear, pause: [before-traffic, {at: before-traffic, timeout: 1h}]}}}",
            "3:61: it pauses 'before-traffic' twice", semantic: true),
        Mistake(
            "a hook without a role",
            "services: {s: {image: 'x:1', deployment: {strategy: linear, hooks: [{at: traffic, lambda: 'arn:aws:lambda:eu-west-1:1:function:f'}]}}}",
            "3:69: 'role' is missing: the role with which ECS calls it"),
        Mistake(
            "a test port of a rolling update", "services: {s: {image: 'x:1', port: 1, load-balancer: {listen: 80, test-listen: 81}}}",
            "3:67: 'test-listen' is for a 'deployment' whose strategy is blue-green, linear or canary", semantic: true),
        Mistake(
            "a target group alone",
            "services: {s: {image: 'x:1', deployment: {strategy: canary}, load-balancer: {target-group: 'arn:aws:a:b:c:d'}}}",
            "3:77: 'strategy: canary' needs 'alternate-target-group', 'listener-rule' and 'role' beside the 'target-group'", semantic: true),
        Mistake(
            "half of the ground",
            "services: {s: {image: 'x:1', deployment: {strategy: canary}, load-balancer: {target-group: 'arn:aws:a:b:c:d', "
                + "alternate-target-group: 'arn:aws:a:b:c:e', role: r}}}",
            "3:77: 'listener-rule' is missing: the ARN of the rule that sends users to the target group", semantic: true),
        Mistake(
            "scaling by nothing", "services: {s: {image: 'x:1', scaling: {min: 1, max: 2}}}",
            "3:39: 'scaling' has nothing to go by: give a 'cpu' or 'memory' percentage, 'requests', or a 'schedule'"),
        Mistake(
            "scaling upside down", "services: {s: {image: 'x:1', scaling: {min: 3, max: 2, cpu: 50}}}",
            "3:48: 'max: 2' is less than 'min: 3'", semantic: true),
        Mistake(
            "desired out of scaling", "services: {s: {image: 'x:1', desired: 9, scaling: {min: 1, max: 2, cpu: 50}}}",
            "3:30: 'desired: 9' is outside of 'scaling' (1 to 2)", semantic: true),
        Mistake(
            "two ways to run", "services: {s: {image: 'x:1', launch-type: fargate, capacity: [{provider: FARGATE_SPOT}]}}",
            "3:52: 'launch-type' and 'capacity' exclude each other: keep one of them"),
        Mistake(
            "https without certificate", "services: {s: {image: 'x:1', load-balancer: {listen: 443, scheme: https}}}",
            "3:59: 'scheme: https' needs a 'certificate'", semantic: true),
        Mistake(
            "load balancer without port", "services: {s: {image: 'x:1', load-balancer: {grace: 60s}}}",
            "3:45: 'listen' is missing: give the port that users reach, or a 'target-group' that exists already"),
        Mistake(
            "slow health check", "services: {s: {image: 'x:1', health: {path: /, interval: 10s, timeout: 10s}}}",
            "3:63: 'timeout' must be less than 'interval' (10s)", semantic: true),
        Mistake(
            "odd retention", "services: {s: {image: 'x:1', logs: {retention: 10}}}",
            "3:48: logs cannot be kept for 10 days: the next possible is 14"),
        Mistake(
            "bad subnet", "services: {s: {image: 'x:1', network: {subnets: [vpc-1]}}}",
            "3:50: expected an id such as subnet-0123456789abcdef0, found the text 'vpc-1'"),
        Mistake(
            "unknown volume", "services: {s: {image: 'x:1', volumes: {data: {}}, mounts: ['date:/data']}}",
            "3:60: unknown volume 'date', did you mean 'data'?", semantic: true),
        Mistake(
            "load balancer of an unknown container", "services: {web: {image: 'x:1', load-balancer: {listen: 80, container: wed}}}",
            "3:71: unknown container 'wed', did you mean 'web'?", semantic: true),
        Mistake(
            "service and containers mixed", "services: {s: {containers: {a: {image: 'x:1'}}, port: 80}}",
            "3:49: 'port' belongs to one of the 'containers' here"),
        Mistake("no containers", "services: {s: {containers: {}}}", "3:28: 'containers' is empty: give at least one"),
        Mistake(
            "one port twice", "services: {s: {containers: {a: {image: 'x:1', port: 80}, b: {image: 'x:1', port: 80}}}}",
            "3:58: containers 'a' and 'b' both use port 80/tcp, but a task has one network address", semantic: true),
        Mistake(
            "cyclic containers",
            "services: {s: {containers: {a: {image: 'x:1', depends-on: {b: start}}, b: {image: 'x:1', depends-on: {a: start}}}}}",
            "3:29: the order of containers is a cycle: a -> b -> a", semantic: true),
        Mistake(
            "waiting for health that nobody checks",
            "services: {s: {containers: {a: {image: 'x:1', depends-on: {b: healthy}}, b: {image: 'x:1'}}}}",
            "3:60: 'b: healthy' needs a 'health' with a 'command' or 'shell' in container 'b'", semantic: true),
        Mistake(
            "waiting for the end of what must not end",
            "services: {s: {containers: {a: {image: 'x:1', depends-on: {b: success}}, b: {image: 'x:1'}}}}",
            "3:60: 'b: success' needs 'essential: false' in container 'b', or the task ends with it", semantic: true),
        Mistake(
            "nothing essential", "services: {s: {containers: {a: {image: 'x:1', essential: false}}}}",
            "3:28: at least one of the containers must be essential", semantic: true),
        Mistake(
            "size beside a task definition", "services: {s: {task-definition: t.json, cpu: 256}}",
            "3:41: 'cpu' is said by the task definition already: remove one of the two"),
    ]

    static let environments = [
        Mistake(
            "misspelled service in an environment",
            "services: {frontend: {image: 'x:1'}}\nenvironments: {prod: {services: {fronted: {desired: 2}}}}",
            "4:34: unknown service 'fronted', did you mean 'frontend'?", semantic: true),
        Mistake(
            "unknown key in an environment", "environments: {prod: {bases: {}}}",
            "3:23: unknown key 'bases'; an environment has: registry, platforms, compression, images, services, infra"),
        Mistake(
            "wrong type in an environment that is not chosen",
            "services:\n  a:\n    image: x:1\nenvironments:\n  prod:\n    services:\n      a: {desired: many}",
            "9:20: expected a number of tasks from 0 to 5000, found the text 'many'"),
    ]
}

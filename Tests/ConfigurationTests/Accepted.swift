import Testing

/// A file without a mistake, for the parser and the JSON Schema.
struct Accepted: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String

    init(_ name: String, _ body: String) {
        self.name = name
        text = "version: 1\nproject: p\n" + body + "\n"
    }

    var testDescription: String { name }

    static let all = [
        Accepted("the example", String(Example.text.split(separator: "\n").dropFirst(2).joined(separator: "\n"))),
        Accepted("nothing but a name", ""),
        Accepted(
            "several services at one port",
            """
            services:
              web: {image: x:1, port: 80, load-balancer: {listen: 80, allow: [203.0.113.0/24, 0.0.0.0/0, '::/0', '2001:db8::/32', '${OFFICE}']}}
              api: {image: x:1, port: 80, load-balancer: {listen: 80, host: API.example.com, path: ['/v1/*', '/~a/b.c?'], priority: 49999}}
              shop: {image: x:1, port: 80, load-balancer: {listen: 80, host: ['*.example.com', '${HOST}'], path: '/${PATH_OF_SHOP}'}}
              open: {image: x:1, port: 80, network: {allow: 10.0.0.0/8}}
            """),
        Accepted("one platform alone", "platforms: linux/arm64"),
        Accepted("platform by its other name", "platforms: [linux/aarch64]"),
        Accepted("levels", "compression: gzip:9"),
        Accepted(
            "registries",
            """
            registries:
              docker.io: {mirrors: [mirror.example, '123456789012.dkr.ecr.eu-west-1.amazonaws.com/docker-hub'], parallel: 3}
              registry.example:5000: {address: https://proxy.example:8443/a/b, ca: keys/a.pem, upload: chunks}
              '[::1]:5000': {insecure: true}
              plain.example: {address: 'http://localhost:5000', mirrors: 'localhost:5001'}
              own.example: {client-certificate: {certificate: a.pem, key: /etc/b.pem}}
              proxied.example: {address: '${PROXY:-https://proxy.example}', insecure: true}
            """),
        Accepted("anchors", "x-env: &e {A: '1'}\nimages: {a: {base: scratch, config: {env: {<<: *e, B: 2}}}}"),
        Accepted(
            "traps of YAML 1.1",
            "images: {a: {base: scratch, config: {env: {A: yes, B: 22:22, C: 0755, D: 3.10, E: 1e3, F: '', G: true}, user: 10:20}}}"),
        Accepted(
            "modes",
            "images: {a: {base: scratch, copy: [{from: a, to: /a, mode: 0755}, {from: a, to: /a, mode: '4755'}, {from: ., to: /, mode: 0o644}]}}"
        ),
        Accepted("owners", "images: {a: {base: scratch, copy: [{from: a, to: /a, owner: 1}, {from: a, to: /a/, owner: 1:2}]}}"),
        Accepted("users", "bases: {a: {debian: trixie, users: {app: {id: 7, group: 8, home: /srv, shell: /bin/sh}, b: 0}}}"),
        Accepted(
            "base on a base",
            "bases: {a: {debian: trixie}, b: {base: a, packages: [g++, libc6], exclude-packages: [perl-base], provided: [dpkg]}}"),
        Accepted(
            "python",
            "images: {a: {base: scratch, python: {requirements: [a.txt, b/c.txt], version: 3.10, interpreter: /usr/bin/python3.10}}}"),
        Accepted(
            "bases of all kinds",
            "images: {a: {base: python:3.12-slim}, b: {base: oci:dir:tag}, c: {base: docker-archive:x.tar}, d: {base: a}}"),
        Accepted(
            "signals", "images: {a: {base: scratch, config: {stop-signal: 9}}, b: {base: scratch, config: {stop-signal: SIGRTMIN+3}}}"),
        Accepted("health in the shell", "images: {a: {base: scratch, config: {healthcheck: {shell: 'true', interval: 1m30s}}}}"),
        Accepted(
            "two containers in one task",
            """
            services:
              chat:
                cpu: 1 vCPU
                memory: 2 GB
                containers:
                  backend: {image: x:1, port: 8000, health: {shell: curl -f localhost}, cpu: 256, memory: 512, memory-reservation: 256}
                  frontend: {image: x:1, ports: [7860], depends-on: {backend: healthy, setup: success}, mounts: [data:/data:ro]}
                  setup: {image: x:1, essential: false, init: true, read-only-root: true}
                volumes: {data: {efs: fs-123, access-point: fsap-1, iam: true}}
                load-balancer: {target-group: 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/a/b', container: frontend}
            """),
        Accepted(
            "all of a service",
            """
            services:
              s:
                image: ghcr.io/a/b:1
                family: S_1
                cluster: main
                cpu: 256
                memory: 512
                architecture: arm64
                ephemeral-storage: 21
                task-role: app
                execution-role: '${ROLE}'
                capacity: [{provider: FARGATE_SPOT, weight: 3}, {provider: FARGATE, base: 1}]
                platform-version: 1.4.0
                network: {subnets: [subnet-1, '${SUBNET}'], security-groups: sg-1, public-ip: true}
                service-connect: {alias: s, port: 80}
                deployment: {minimum: 50, maximum: 150, circuit-breaker: {mode: stop, threshold: 2}, alarms: [a], zone-rebalancing: false}
                scaling: {min: 0, max: 10, requests: 100, scale-in: 5m}
                desired: 2
                before-release: {command: [migrate, '${NOT_OURS}'], timeout: 10m}
                exec: true
                tags: {team: chat}
                port: 80
                env: {A: '$${B}'}
                secrets:
                  A1: 'secret:a/b#key'
                  B1: ssm:/a/b
                  C1: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:name-AbCdEf:key::'
                  D1: {secret: a, key: k, version: v}
                health: {path: /healthz, matcher: 200-299, interval: 10s, timeout: 5s}
                user: 65532:65532
                workdir: /
                start-timeout: 2s
                stop-timeout: 2m
                logs: {group: /ecs/s, retention: 14, options: {mode: non-blocking}}
            """),
        Accepted(
            "a canary with all there is",
            """
            services:
              s:
                image: x:1
                port: 80
                deployment:
                  strategy: canary
                  bake: 15m
                  canary: 0.5%
                  canary-bake: 1h30m
                  alarms: [errors]
                  pause: [after-test-traffic, {at: before-traffic, timeout: 336h, then: continue}]
                  hooks: [{at: [test-traffic, traffic], lambda: 'arn:aws:lambda:eu-west-1:123456789012:function:check', role: hooks}]
                load-balancer: {listen: 80, test-listen: 8080}
            """),
        Accepted(
            "linear on ground that exists",
            """
            services:
              s:
                image: x:1
                port: 80
                deployment: {strategy: linear, step: 12.5, step-bake: 2m, pause: before-start, circuit-breaker: off}
                load-balancer:
                  target-group: arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/a/b
                  alternate-target-group: arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/c/d
                  listener-rule: arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener-rule/app/a/b/c/d
                  test-listener-rule: '${TEST_RULE}'
                  role: traffic
            """),
        Accepted(
            "a task definition of AWS's own",
            "services: {s: {task-definition: t.json, service-definition: s.json, image: 'x:1', desired: 1}}"),
        Accepted("a network of its own", "infra: {vpc: own, nat: false, insights: false, repositories: {keep: 5, create: false}}"),
        Accepted(
            "a network that is there",
            "infra: {vpc: {id: '${VPC:-vpc-1}', subnets: [subnet-1, subnet-2]}, github: {repository: a/b, branch: release/1, provider: existing}}"
        ),
        Accepted("an environment with a stack of its own", "infra: {vpc: own}\nenvironments: {a: {infra: {nat: endpoints}}}"),
        Accepted(
            "instances and keys",
            """
            infra:
              capacity:
                ec2: {auto-scaling-group: chat, target: 90, warmup: 2m, termination-protection: true, draining: false}
                arm: {auto-scaling-group: 'arn:aws:autoscaling:eu-west-1:1:autoScalingGroup:uuid:autoScalingGroupName/arm', scaling: false}
                '7': {auto-scaling-group: 7}
              repositories: {encryption: alias/chat}
              kms: {logs: 'arn:aws:kms:eu-west-1:1:key/a', secrets: ['arn:aws:kms:eu-west-1:1:key/a', '${KEY:-arn:aws:kms:eu-west-1:1:key/b}']}
            services:
              a: {image: x:1, capacity: [{provider: ec2, weight: 1}], memory: 512}
              b: {image: x:1, launch-type: ec2, cpu: 256}
              c: {image: x:1, launch-type: ec2}
            """),
        Accepted(
            "roles with policies",
            """
            services:
              s:
                image: x:1
                task-role: {policies: [policies/s3.json, 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess']}
                execution-role: {policies: ['arn:aws-cn:iam::123456789012:policy/team/a']}
            """),
        Accepted(
            "stickiness",
            """
            services:
              a: {image: x:1, load-balancer: {listen: 80, stickiness: 168h}}
              b: {image: x:1, load-balancer: {listen: 81, stickiness: {cookie: SESSION, duration: 1s}}}
            """),
        Accepted(
            "schedules",
            """
            services:
              s:
                image: x:1
                scaling:
                  min: 1
                  max: 4
                  schedule:
                    a: {cron: '0 8 ? * MON-FRI *', timezone: Etc/GMT+9, min: 2, max: 8, start: '2030-01-01T00:00:00', end: '2031-01-01T00:00:00Z'}
                    b: {rate: 30 minutes, max: 4}
                    c: {at: '2030-01-01T00:00:00', min: 8}
            environments: {p: {services: {s: {scaling: {schedule: {a: {min: 3}}}}}}}
            """),
        Accepted(
            "environments",
            "services: {s: {image: 'x:1'}}\nenvironments: {a: {registry: 'localhost:5000/x', services: {s: {deployment: {minimum: 50}}, t: {image: 'y:1'}}}}"
        ),
    ]
}

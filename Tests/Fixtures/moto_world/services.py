"""Services and their deployments: what was asked for, and how it comes about.

Gap: moto forgets most of what CreateService is given, and an UpdateService begins no deployment.
AWS: "Developer Guide", sections "Rolling update deployments" and "View service history using service deployments"; "API Reference",
data types Service, Deployment, ServiceDeployment, ServiceRevision.
"""

import math
import random
import secrets
import time

from tasks import DIGEST, Task, moment

# Seconds after its beginning at which a deployment starts tasks, and after which tasks that run are enough: compressed as those of tasks.
LAUNCH, STEADY = 0.1, 0.8
FINAL = ("SUCCESSFUL", "STOPPED", "ROLLBACK_SUCCESSFUL", "ROLLBACK_FAILED")
REVISION = (
    "launchType", "capacityProviderStrategy", "networkConfiguration", "loadBalancers", "serviceRegistries", "platformVersion",
    "serviceConnectConfiguration", "volumeConfigurations",
)
SHOWN = (
    *REVISION, "deploymentConfiguration", "healthCheckGracePeriodSeconds", "propagateTags", "enableECSManagedTags", "enableExecuteCommand",
    "placementConstraints", "placementStrategy", "availabilityZoneRebalancing", "schedulingStrategy", "deploymentController",
)
CIRCUIT = {"enable": False, "rollback": False}
STANDARD = {
    "deploymentConfiguration": {
        "deploymentCircuitBreaker": CIRCUIT, "maximumPercent": 200, "minimumHealthyPercent": 100, "strategy": "ROLLING",
        "bakeTimeInMinutes": 0,
    },
    "loadBalancers": [], "serviceRegistries": [], "placementConstraints": [], "placementStrategy": [], "schedulingStrategy": "REPLICA",
    "deploymentController": {"type": "ECS"}, "platformVersion": "LATEST", "enableECSManagedTags": False, "enableExecuteCommand": False,
    "propagateTags": "NONE", "availabilityZoneRebalancing": "DISABLED",
}


class Deployment:
    """One try to bring a revision about, in both of AWS's pictures: `deployments` of a service, and a service deployment."""

    def __init__(self, service, definition, settings, source):
        self.created = time.time()
        self.id = f"ecs-svc/{random.randrange(10**18, 10**19)}"
        prefix, place = service.arn.split(":service/")
        self.arn = f"{prefix}:service-deployment/{place}/{secrets.token_urlsafe(16)}"
        self.revision = f"{prefix}:service-revision/{place}/{random.randrange(10**18, 10**19)}"
        self.service, self.definition, self.settings, self.source = service, definition, settings, source
        self.status, self.reason, self.finished, self.rollback = "PENDING", None, None, None
        self.state = "IN_PROGRESS"
        self.launched = False

    def end(self, status, state, now, reason=None):
        self.status, self.state, self.finished, self.reason = status, state, now, reason

    def tasks(self):
        return [task for task in self.service.tasks if task.deployment is self and not task.stopped]

    def counts(self, now):
        running = sum(task.is_running(now) for task in self.tasks())
        return running, len(self.tasks()) - running

    def brief(self):
        return {
            "serviceDeploymentArn": self.arn, "serviceArn": self.service.arn, "clusterArn": self.service.cluster_arn,
            "createdAt": moment(self.created), "startedAt": moment(self.created), "finishedAt": moment(self.finished),
            "targetServiceRevisionArn": self.revision, "status": self.status, "statusReason": self.reason,
        }

    def full(self, now):
        answer = {**self.brief(), "updatedAt": moment(self.finished or now), "targetServiceRevision": self.summary(now)}
        del answer["targetServiceRevisionArn"]
        given = self.settings["deploymentConfiguration"]
        breaker = given.get("deploymentCircuitBreaker", CIRCUIT)["enable"]
        watching = "DISABLED" if not breaker else "MONITORING_COMPLETE" if self.status in FINAL else "MONITORING"
        answer.update(
            sourceServiceRevisions=[self.source.summary(now)] if self.source else [], deploymentConfiguration=given,
            deploymentCircuitBreaker={"status": watching, "failureCount": 0, "threshold": max(3, math.ceil(self.service.desired / 2))},
            lifecycleStage="SCALE_UP" if self.status == "IN_PROGRESS" else None, rollback=self.rollback)
        return answer

    def summary(self, now):
        running, pending = self.counts(now)
        wanted = self.service.desired if self.service.deployment is self else 0
        return {"arn": self.revision, "requestedTaskCount": wanted, "runningTaskCount": running, "pendingTaskCount": pending}

    def wire(self, now):
        """As one of `deployments`."""
        running, pending = self.counts(now)
        primary = self.service.deployment is self
        return {
            "id": self.id, "status": "PRIMARY" if primary else "ACTIVE", "taskDefinition": self.definition["taskDefinitionArn"],
            "desiredCount": self.service.desired if primary else running + pending, "runningCount": running, "pendingCount": pending,
            "failedTasks": 0, "createdAt": moment(self.created), "updatedAt": moment(self.finished or self.created),
            "platformVersion": "1.4.0", "platformFamily": "Linux", "rolloutState": self.state,
            "rolloutStateReason": f"ECS deployment {self.id} {'completed' if self.state == 'COMPLETED' else 'in progress'}.",
            **{key: self.settings[key] for key in REVISION if key in self.settings and key not in ("platformVersion", "loadBalancers", "serviceRegistries")},
        }

    def revised(self):
        """As a service revision, with the digests that images had."""
        images = []
        for container in self.definition["containerDefinitions"]:
            found = DIGEST.search(container["image"])
            images.append({
                "containerName": container["name"], "image": container["image"], "imageDigest": found.group(1) if found else None,
            })
        return {
            "serviceRevisionArn": self.revision, "serviceArn": self.service.arn, "clusterArn": self.service.cluster_arn,
            "taskDefinition": self.definition["taskDefinitionArn"], "platformFamily": "Linux", "containerImages": images,
            "guardDutyEnabled": False, "createdAt": moment(self.created),
            **{key: self.settings[key] for key in REVISION if key in self.settings}, "platformVersion": "1.4.0",
        }


class Service:
    # Names of services whose new deployments start no tasks: a test's own way to have one go on for as long as it likes.
    held = staticmethod(lambda: set())

    def __init__(self, region, arn, cluster_arn, definition, desired, settings):
        self.region, self.arn, self.cluster_arn, self.desired = region, arn, cluster_arn, desired
        # An ARN of the old format holds no cluster.
        self.cluster, self.name = cluster_arn.split("/")[-1], arn.split("/")[-1]
        self.created, self.status = time.time(), "ACTIVE"
        self.settings = {**STANDARD, **settings}
        self.settings["deploymentConfiguration"] = {**STANDARD["deploymentConfiguration"], **settings.get("deploymentConfiguration", {})}
        self.tasks, self.events, self.history = [], [], []
        self.deployment = None
        self.deploy(definition)

    def deploy(self, definition):
        """A new deployment; one that is still under way gives way to it."""
        now, before = time.time(), self.deployment
        if before and before.status not in FINAL:
            before.end("STOPPED", "FAILED", now, "Service deployment was stopped because a new service deployment was started.")
        proven = next((item for item in self.history if item.status == "SUCCESSFUL"), None)
        self.deployment = Deployment(self, definition, dict(self.settings), proven)
        self.history.insert(0, self.deployment)

    def go_back(self):
        """What StopServiceDeployment asks for: the last revision that was good is brought about again."""
        stopped, now = self.deployment, time.time()
        stopped.end("ROLLBACK_IN_PROGRESS", "FAILED", now)
        if stopped.source is None:
            return stopped.end("ROLLBACK_FAILED", "FAILED", now, "There is no service revision to roll back to.")
        stopped.rollback = {
            "reason": "Service deployment rollback was requested by a user.", "startedAt": moment(now),
            "serviceRevisionArn": stopped.source.revision,
        }
        self.deployment = stopped.source
        self.deployment.launched = False
        for task in stopped.tasks():
            task.stop(now)

    def settle(self):
        """Lets happen what the time since the last look has brought."""
        now, deployment = time.time(), self.deployment
        if self.status == "INACTIVE" or now - deployment.created < LAUNCH:
            return now
        if not (self.name in self.held() and deployment.status in ("PENDING", "IN_PROGRESS")):
            self._scale(deployment, now)
        for task in deployment.tasks():
            if task.is_running(now):
                for group in task.register():
                    self._tell(f"(service {self.name}) registered 1 targets in (target-group {group})", now)
        if deployment.status == "PENDING":
            deployment.status = "IN_PROGRESS"
        ready = sum(task.is_running(now) for task in deployment.tasks()) >= self.desired
        undone = next((item for item in self.history if item.status == "ROLLBACK_IN_PROGRESS"), None)
        if ready and now - deployment.created >= STEADY and (deployment.status == "IN_PROGRESS" or undone):
            self._complete(deployment, undone, now)
        return now

    def _scale(self, deployment, now):
        tasks = deployment.tasks()
        for task in tasks[self.desired:]:
            task.stop(now)
        for _ in range(self.desired - len(tasks)):
            self.tasks.append(Task(self, deployment, now))
            self._tell(f"(service {self.name}) has started 1 tasks: (task {self.tasks[-1].id}).", now)

    def _complete(self, deployment, undone, now):
        for task in self.tasks:
            if task.deployment is not deployment:
                task.stop(now)
        if undone:
            undone.end("ROLLBACK_SUCCESSFUL", "FAILED", now, undone.rollback["reason"])
        else:
            deployment.end("SUCCESSFUL", "COMPLETED", now)
        self._tell(f"(service {self.name}) (deployment {deployment.id}) deployment completed.", now)
        self._tell(f"(service {self.name}) has reached a steady state.", now)

    def _tell(self, message, now):
        self.events.insert(0, {"id": secrets.token_hex(16), "createdAt": moment(now), "message": message})
        del self.events[100:]

    def wire(self, now):
        shown = [self.deployment] + [item for item in self.history if item is not self.deployment and item.tasks()]
        counts = [item.counts(now) for item in shown]
        return {
            "serviceArn": self.arn, "serviceName": self.name, "clusterArn": self.cluster_arn, "status": self.status,
            "desiredCount": self.desired, "runningCount": sum(running for running, _ in counts),
            "pendingCount": sum(pending for _, pending in counts), "taskDefinition": self.deployment.definition["taskDefinitionArn"],
            "deployments": [item.wire(now) for item in shown], "events": self.events, "createdAt": moment(self.created),
            "platformFamily": "Linux", "currentServiceDeployment": self.history[0].arn,
            "currentServiceRevisions": [item.summary(now) for item in shown],
            **{key: self.settings[key] for key in SHOWN if key in self.settings},
        }

"""Tasks of services: their life, their network interfaces, the targets they are.

Gap: moto starts no task for a service, gives no interface a public address, and registers no targets.
AWS: "Developer Guide", sections "Task lifecycle" and "Fargate task networking"; "API Reference", data type Task.
"""

import datetime
import re
import secrets

import wire

# Seconds from one state to the next: AWS's minutes, compressed.
LIFE = ((0.0, "PROVISIONING"), (0.2, "PENDING"), (0.4, "RUNNING"))
DIGEST = re.compile(r"@(sha256:[0-9a-f]{64})$")


def moment(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc) if seconds else None


class Task:
    def __init__(self, service, deployment, now):
        self.id = secrets.token_hex(16)
        self.service, self.deployment, self.created = service, deployment, now
        self.region, self.definition, self.settings = service.region, deployment.definition, deployment.settings
        self.arn = f"{service.arn.split(':service/')[0]}:task/{service.cluster}/{self.id}"
        self.stopped = None
        self.targets = []
        self.interface, self.address, self.public, self.subnet = None, None, None, None
        self._attach()

    def _attach(self):
        network = self.settings["networkConfiguration"]["awsvpcConfiguration"]
        ec2 = wire.client("ec2", self.region)
        self.subnet = network["subnets"][len(self.service.tasks) % len(network["subnets"])]
        groups = {"Groups": network["securityGroups"]} if network.get("securityGroups") else {}
        answer = ec2.create_network_interface(SubnetId=self.subnet, Description=self.arn, **groups)["NetworkInterface"]
        self.interface, self.address = answer["NetworkInterfaceId"], answer["PrivateIpAddress"]
        if network.get("assignPublicIp") == "ENABLED":
            self.public = ec2.allocate_address(Domain="vpc")["AllocationId"]
            ec2.associate_address(AllocationId=self.public, NetworkInterfaceId=self.interface)

    def status(self, now):
        if self.stopped:
            return "STOPPED"
        return [name for after, name in LIFE if now - self.created >= after][-1]

    def is_running(self, now):
        return self.status(now) == "RUNNING"

    def register(self):
        """Becomes a target of the service's target groups; returns those that are new."""
        if self.targets:
            return []
        self.targets = [(item["targetGroupArn"], item["containerPort"]) for item in self.settings["loadBalancers"] if "targetGroupArn" in item]
        for group, port in self.targets:
            wire.client("elbv2", self.region).register_targets(TargetGroupArn=group, Targets=[{"Id": self.address, "Port": port}])
        return [group for group, _ in self.targets]

    def stop(self, now):
        if self.stopped:
            return
        self.stopped = now
        for group, port in self.targets:
            wire.client("elbv2", self.region).deregister_targets(TargetGroupArn=group, Targets=[{"Id": self.address, "Port": port}])
        ec2 = wire.client("ec2", self.region)
        if self.public:
            ec2.release_address(AllocationId=self.public)
        ec2.delete_network_interface(NetworkInterfaceId=self.interface)

    def wire(self, now):
        status, started = self.status(now), self.created + LIFE[-1][0]
        answer = {
            "taskArn": self.arn, "clusterArn": self.service.cluster_arn, "taskDefinitionArn": self.definition["taskDefinitionArn"],
            "group": f"service:{self.service.name}", "startedBy": self.deployment.id, "launchType": "FARGATE", "platformVersion": "1.4.0",
            "platformFamily": "Linux", "desiredStatus": "STOPPED" if self.stopped else "RUNNING", "lastStatus": status, "version": 1,
            "createdAt": moment(self.created), "startedAt": moment(started if now >= started else None), "stoppedAt": moment(self.stopped),
            "connectivity": "CONNECTED", "cpu": self.definition.get("cpu"), "memory": self.definition.get("memory"),
            "enableExecuteCommand": self.settings.get("enableExecuteCommand", False), "healthStatus": "UNKNOWN",
            "containers": [self._container(container, status) for container in self.definition["containerDefinitions"]],
            "attachments": [self._attachment()],
        }
        if self.stopped:
            answer.update(stopCode="ServiceSchedulerInitiated", stoppedReason=f"Scaling activity initiated by (deployment {self.deployment.id})")
        return answer

    def _container(self, container, status):
        found = DIGEST.search(container["image"])
        checked = "healthCheck" in container and status == "RUNNING"
        return {
            "name": container["name"], "image": container["image"], "lastStatus": status, "taskArn": self.arn,
            "imageDigest": found.group(1) if found else None, "healthStatus": "HEALTHY" if checked else "UNKNOWN",
            "networkInterfaces": [{"attachmentId": self.id, "privateIpv4Address": self.address}],
        }

    def _attachment(self):
        details = {"subnetId": self.subnet, "networkInterfaceId": self.interface, "privateIPv4Address": self.address}
        return {
            "id": self.id, "type": "ElasticNetworkInterface", "status": "DELETED" if self.stopped else "ATTACHED",
            "details": [{"name": name, "value": value} for name, value in details.items()],
        }

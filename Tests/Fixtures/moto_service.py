"""Makes a service `web` in cluster `demo` of AWS at AWS_ENDPOINT_URL, with one task that has a public address and a log."""

import sys
import time

import boto3

region = "us-east-1"
ecs, ec2, logs = (boto3.client(name, region_name=region) for name in ("ecs", "ec2", "logs"))
digest = "sha256:" + "0123456789abcdef" * 4

ecs.create_cluster(clusterName="demo")
container = {
    "name": "web",
    "image": "123456789012.dkr.ecr.us-east-1.amazonaws.com/demo/web:v1@" + digest,
    "memory": 128,
    "portMappings": [{"containerPort": 7860}],
    "logConfiguration": {
        "logDriver": "awslogs",
        "options": {"awslogs-group": "/demo/web", "awslogs-region": region, "awslogs-stream-prefix": "web"},
    },
}
task = {"family": "demo-web", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512"}
ecs.register_task_definition(containerDefinitions=[container], **task)
subnet = ec2.describe_subnets()["Subnets"][0]
group = ec2.describe_security_groups(Filters=[{"Name": "vpc-id", "Values": [subnet["VpcId"]]}])["SecurityGroups"][0]
network = {"awsvpcConfiguration": {"subnets": [subnet["SubnetId"]], "securityGroups": [group["GroupId"]], "assignPublicIp": "ENABLED"}}
ecs.create_service(
    cluster="demo", serviceName="web", taskDefinition="demo-web", desiredCount=1, launchType="FARGATE", networkConfiguration=network
)

# moto starts no tasks for services, and gives none a public address: both are done by hand.
started = ecs.run_task(cluster="demo", taskDefinition="demo-web", launchType="FARGATE", networkConfiguration=network)["tasks"][0]
interface = next(d["value"] for d in started["attachments"][0]["details"] if d["name"] == "networkInterfaceId")
address = ec2.allocate_address(Domain="vpc")
ec2.associate_address(AllocationId=address["AllocationId"], NetworkInterfaceId=interface)

logs.create_log_group(logGroupName="/demo/web")
now = int(time.time() * 1000)
for name, lines in [("web/web/" + "a" * 32, ["one", "three"]), ("web/web/" + "b" * 32, ["two"]), ("other/web/" + "c" * 32, ["not ours"])]:
    logs.create_log_stream(logGroupName="/demo/web", logStreamName=name)
    order = ["one", "two", "three", "not ours"]
    events = [{"timestamp": now - 60_000 + order.index(line), "message": line} for line in lines]
    logs.put_log_events(logGroupName="/demo/web", logStreamName=name, logEvents=events)

print(address["PublicIp"])

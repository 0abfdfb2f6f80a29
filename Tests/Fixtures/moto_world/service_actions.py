"""ECS's actions on services, their deployments and their tasks.

Gap: moto answers those on service deployments and revisions with 500, lets a second service take the place of one of the same name, and
finds no task by its service. It keeps its own record of a service all the same: tags and scalable targets hang on that.
AWS: "API Reference", one page an action.
"""

import threading
import time

from moto.core.responses import ActionResult
from moto.ecs import ecs_backends
from moto.ecs.responses import EC2ContainerServiceResponse

from services import FINAL, SHOWN, Service
from wire import Refusal, account, answers, client

answered = answers(EC2ContainerServiceResponse)
lock = threading.RLock()
services = {}
# moto's own, for tasks that RunTask started and clusters.
mine = {name: getattr(EC2ContainerServiceResponse, name) for name in ("describe_tasks", "list_tasks")}


def backend(region):
    return ecs_backends[account][region]


def live():
    """Lets services go on while nobody looks: what they tell then has the times at which it happened."""

    def run():
        while True:
            with lock:
                for service in list(services.values()):
                    service.settle()
            time.sleep(0.1)

    threading.Thread(target=run, daemon=True).start()


def hold(path):
    Service.held = staticmethod(lambda: set(path.read_text().split()) if path.exists() else set())


def name_of(text):
    return (text or "default").split("/")[-1]


def find(region, given):
    key = (region, name_of(given.get("cluster")), name_of(given["service"]))
    if key not in services or services[key].status == "INACTIVE":
        backend(region)._get_cluster(name_of(given.get("cluster")))
        raise Refusal("ServiceNotFoundException", "Service not found.")
    return services[key]


def definition(region, name):
    return client("ecs", region).describe_task_definition(taskDefinition=name)["taskDefinition"]


def usable(region, name):
    """A task definition by name, which must be active."""
    try:
        found = definition(region, name)
    except client("ecs", region).exceptions.ClientException:
        raise Refusal("ClientException", "TaskDefinition not found.")
    if found.get("status") == "INACTIVE":
        raise Refusal("ClientException", "TaskDefinition is inactive")
    return found


def check(task, settings):
    """What ECS refuses before a service is made or changed."""
    for balancer in settings.get("loadBalancers", []):
        ports = {
            (container["name"], mapping["containerPort"]) for container in task["containerDefinitions"]
            for mapping in container.get("portMappings", [])
        }
        if (balancer["containerName"], balancer["containerPort"]) not in ports:
            text = f"The container {balancer['containerName']} did not have a container port {balancer['containerPort']} defined."
            raise Refusal("InvalidParameterException", text)
    if task.get("networkMode") == "awsvpc" and not settings.get("networkConfiguration"):
        text = "Network Configuration must be provided when networkMode 'awsvpc' is specified."
        raise Refusal("InvalidParameterException", text)


@answered
def create_service(region, given):
    cluster, name = name_of(given.get("cluster")), given["serviceName"]
    task = usable(region, given["taskDefinition"])
    with lock:
        if (region, cluster, name) in services and services[region, cluster, name].status != "INACTIVE":
            raise Refusal("InvalidParameterException", "Creation of service was not idempotent.")
        settings = {key: given[key] for key in SHOWN if key in given}
        check(task, settings)
        kept = backend(region).create_service(
            cluster_str=cluster, service_name=name, desired_count=given.get("desiredCount", 0), launch_type="FARGATE",
            task_definition_str=task["taskDefinitionArn"], tags=given.get("tags"))
        made = Service(region, kept.arn, kept.cluster_arn, task, given.get("desiredCount", 0), settings)
        services[region, cluster, name] = made
        return {"service": made.wire(made.settle())}


@answered
def update_service(region, given):
    task = usable(region, given["taskDefinition"]) if given.get("taskDefinition") else None
    with lock:
        service = find(region, given)
        changes = {key: given[key] for key in SHOWN if key in given and service.settings.get(key) != given[key]}
        task = task or service.deployment.definition
        check(task, {**service.settings, **changes})
        service.settings.update(changes)
        service.desired = given.get("desiredCount", service.desired)
        record = backend(region)._get_service(service.cluster, service.name)
        record.desired_count, record.task_definition = service.desired, task["taskDefinitionArn"]
        moved = task["taskDefinitionArn"] != service.deployment.definition["taskDefinitionArn"]
        if moved or given.get("forceNewDeployment") or set(changes) & {"networkConfiguration", "loadBalancers", "serviceConnectConfiguration"}:
            service.deploy(task)
        return {"service": service.wire(service.settle())}


@answered
def delete_service(region, given):
    with lock:
        service = find(region, given)
        if service.desired > 0 and not given.get("force"):
            raise Refusal("InvalidParameterException", "The service cannot be stopped while it is scaled above 0.")
        backend(region).delete_service(service.cluster, service.name, True)
        now = service.settle()
        for task in service.tasks:
            task.stop(now)
        service.desired, service.status = 0, "INACTIVE"
        return {"service": {**service.wire(now), "status": "DRAINING"}}


@answered
def describe_services(region, given):
    cluster = backend(region)._get_cluster(name_of(given.get("cluster")))
    found, failures = [], []
    with lock:
        for name in given["services"]:
            service = services.get((region, cluster.name, name_of(name)))
            if service is None:
                arn = name if name.startswith("arn:") else f"arn:aws:ecs:{region}:{account}:service/{cluster.name}/{name}"
                failures.append({"arn": arn, "reason": "MISSING"})
                continue
            answer = service.wire(service.settle())
            if "TAGS" in given.get("include", []):
                answer["tags"] = backend(region)._get_service(cluster.name, service.name).tags
            found.append(answer)
    return {"services": found, "failures": failures}


@answered
def list_services(region, given):
    cluster = backend(region)._get_cluster(name_of(given.get("cluster")))
    with lock:
        return {
            "serviceArns": [
                service.arn for (place, name, _), service in services.items()
                if (place, name) == (region, cluster.name) and service.status != "INACTIVE"
            ]
        }


@answered
def list_service_deployments(region, given):
    with lock:
        service = find(region, given)
        service.settle()
        wanted, after = given.get("status"), (given.get("createdAt") or {}).get("after")
        after = after.timestamp() if hasattr(after, "timestamp") else float(after or 0)
        found = [item.brief() for item in service.history if (not wanted or item.status in wanted) and item.created >= after]
        return {"serviceDeployments": found[:given.get("maxResults", 100)]}


def records():
    for service in list(services.values()):
        now = service.settle()
        for item in service.history:
            yield item, now


@answered
def describe_service_deployments(region, given):
    return looked_up(given["serviceDeploymentArns"], "serviceDeployments", lambda item: item.arn, lambda item, now: item.full(now))


@answered
def describe_service_revisions(region, given):
    return looked_up(given["serviceRevisionArns"], "serviceRevisions", lambda item: item.revision, lambda item, now: item.revised())


def looked_up(arns, word, key, shape):
    with lock:
        known = {key(item): shape(item, now) for item, now in records()}
    missing = [{"arn": arn, "reason": "MISSING"} for arn in arns if arn not in known]
    return {word: [known[arn] for arn in arns if arn in known], "failures": missing}


@answered
def stop_service_deployment(region, given):
    with lock:
        item = next((item for item, _ in records() if item.arn == given["serviceDeploymentArn"]), None)
        if item is None:
            raise Refusal("ServiceDeploymentNotFoundException", "Service deployment not found.")
        if item.status in FINAL:
            raise Refusal("ConflictException", f"Service deployment with status {item.status} cannot be stopped.")
        item.service.go_back()
        return {"serviceDeploymentArn": item.arn}


def long_arns_only(name):
    """moto tags services whose ARN is of the format of before 2018, which holds no cluster; ECS does not.

    AWS: "Developer Guide", section "Amazon Resource Names (ARNs) and IDs".
    """
    standard = getattr(EC2ContainerServiceResponse, name)

    def action(self):
        place = self._get_param("resourceArn").split(":service/")
        if len(place) == 2 and "/" not in place[1]:
            raise Refusal("InvalidParameterException", "Long arn format must be used for tagging operations")
        return standard(self)

    setattr(EC2ContainerServiceResponse, name, action)


for _name in ("tag_resource", "untag_resource"):
    long_arns_only(_name)


def tasks(region, cluster):
    for service in list(services.values()):
        if (service.region, service.cluster) == (region, cluster):
            now = service.settle()
            for task in service.tasks:
                yield task, now


def over(name):
    """Answers with moto's tasks and those of services."""

    def install(function):
        def action(self):
            given = dict(self._get_params())
            with lock:
                return function(self, self.region, given)

        setattr(EC2ContainerServiceResponse, name, action)
        return function

    return install


@over("list_tasks")
def list_tasks(response, region, given):
    stopped = given.get("desiredStatus") == "STOPPED"
    own = [
        task.arn for task, _ in tasks(region, name_of(given.get("cluster")))
        if bool(task.stopped) == stopped and given.get("serviceName", task.service.name).split("/")[-1] == task.service.name
        and given.get("startedBy", task.deployment.id) == task.deployment.id
        and given.get("family", task.definition["family"]) == task.definition["family"]
    ]
    others = [] if given.get("serviceName") else mine["list_tasks"](response).result["taskArns"]
    return ActionResult({"taskArns": own + others})


@over("describe_tasks")
def describe_tasks(response, region, given):
    known = {task.id: task.wire(now) for task, now in tasks(region, name_of(given.get("cluster")))}
    wanted = given["tasks"]
    found = [known[name_of(name)] for name in wanted if name_of(name) in known]
    if len(found) == len(wanted):
        return ActionResult({"tasks": found, "failures": []})
    answer = mine["describe_tasks"](response).result
    failures = [failure for failure in answer["failures"] if name_of(getattr(failure, "arn", "")) not in known]
    return ActionResult({"tasks": found + list(answer["tasks"]), "failures": failures})

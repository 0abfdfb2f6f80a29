"""How a stack is made, changed, taken back and deleted.

Gap: moto does all of it at once, without events, rolls nothing back, and leaves target groups and clusters behind.
AWS: "User Guide", sections "Understand CloudFormation stack creation events", "Stack failure options", "DeletionPolicy attribute".
"""

import threading
import uuid

import resources
from changes import policy
from stacks import Resource, lock, now


class Failed(Exception):
    """A resource could not be made; its events are written already."""


def start(work, *arguments):
    """AWS answers before it works."""
    threading.Thread(target=work, args=arguments, daemon=True).start()


def create(stack, template):
    stack.template, stack.description = template, template.body.get("Description")
    try:
        for logical in template.order():
            make(stack, template, logical)
        publish(stack, template)
    except Failed as failed:
        stack.become("ROLLBACK_IN_PROGRESS", f"The following resource(s) failed to create: [{failed}]. Rollback requested by user.")
        complete = remove(stack, list(stack.resources.values()), unmade=True)
        return stack.become("ROLLBACK_COMPLETE" if complete else "ROLLBACK_FAILED")
    stack.become("CREATE_COMPLETE")


def update(stack, template, tags):
    before, old = stack.template, dict(stack.resources)
    obsolete = []
    try:
        for logical in template.order(there=stack.resources):
            obsolete += make(stack, template, logical)
    except Failed as failed:
        return take_back(stack, before, old, f"The following resource(s) failed to update: [{failed}].")
    stack.template, stack.description, stack.tags, stack.updated = template, template.body.get("Description"), tags, now()
    publish(stack, template)
    stack.become("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
    obsolete += [stack.resources[logical] for logical in list(stack.resources) if logical not in template.resources]
    remove(stack, obsolete)
    stack.become("UPDATE_COMPLETE")


def take_back(stack, before, old, reason):
    """After an update that failed: what was there is as it was, what is new goes."""
    with lock:
        stack.added = [resource for logical, resource in stack.resources.items() if old.get(logical) is not resource]
        stack.resources, stack.template = dict(old), before
    go_on(stack, (), reason)


def go_on(stack, skipped, reason=None):
    """Takes back what an update did; `skipped` stay as they are."""
    stack.become("UPDATE_ROLLBACK_IN_PROGRESS", reason or "User Initiated")
    try:
        for logical in stack.template.order():
            if logical not in skipped:
                make(stack, stack.template, logical)
    except Failed as failed:
        return stack.become("UPDATE_ROLLBACK_FAILED", f"The following resource(s) failed to update: [{failed}].")
    stack.become("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS")
    remove(stack, stack.added, unmade=True)
    stack.become("UPDATE_ROLLBACK_COMPLETE")


def delete(stack, retained):
    if remove(stack, list(stack.resources.values()), retained):
        stack.ended = now()
        return stack.become("DELETE_COMPLETE")
    failed = [resource.logical for resource in stack.resources.values() if resource.status == "DELETE_FAILED"]
    stack.become("DELETE_FAILED", f"The following resource(s) failed to delete: [{', '.join(failed)}]. ")


def make(stack, template, logical):
    """Creates or changes a resource; returns those that it takes the place of."""
    spec = template.resources[logical]
    kind = resources.known(spec["Type"])
    there = stack.resources.get(logical)
    wanted = values(stack, template, spec.get("Properties", {}))
    if there and there.properties == wanted:
        there.policy = policy(spec)
        return []
    if there is None and logical in stack.adopted:
        return adopt(stack, spec, logical, wanted)
    changed = there and {name for name in {*there.properties, *wanted} if there.properties.get(name) != wanted.get(name)}
    replaces = bool(there) and bool(changed & kind.replaced_by)
    verb = "UPDATE" if there else "CREATE"
    resource = there if there and not replaces else Resource(logical, spec["Type"], policy(spec))
    stack.happen(resource, f"{verb}_IN_PROGRESS", "Requested update requires the creation of a new physical resource." if replaces else None)
    context = resources.Context(stack, logical)
    try:
        if there and not replaces:
            kind.update(context, there.physical, wanted, there.properties)
        else:
            resource.physical = kind.create(context, wanted)
            with lock:
                stack.resources[logical] = resource
            stack.happen(resource, f"{verb}_IN_PROGRESS", "Resource creation Initiated")
    except Exception as fault:
        with lock:
            stack.resources.setdefault(logical, resource)
        stack.happen(resource, f"{verb}_FAILED", words(fault))
        raise Failed(logical)
    resource.properties, resource.policy = wanted, policy(spec)
    stack.happen(resource, f"{verb}_COMPLETE")
    return [there] if replaces else []


def adopt(stack, spec, logical, wanted):
    """Takes in a resource that is there, and gives it what the template says."""
    resource = Resource(logical, spec["Type"], policy(spec))
    resource.physical = stack.adopted[logical]
    stack.happen(resource, "IMPORT_IN_PROGRESS", "Resource import started.")
    with lock:
        stack.resources[logical] = resource
    try:
        resources.known(spec["Type"]).update(resources.Context(stack, logical), resource.physical, wanted, {})
    except Exception as fault:
        stack.happen(resource, "IMPORT_FAILED", words(fault))
        raise Failed(logical)
    resource.properties = wanted
    stack.happen(resource, "IMPORT_COMPLETE", "Resource import completed.")
    return []


def remove(stack, doomed, retained=(), unmade=False):
    """Deletes resources, the last made first; whether all of them are gone or may stay. `unmade` ones were just made, and are taken back."""
    complete = True
    for resource in reversed(doomed):
        if resource.policy == "Retain" or resource.policy == "RetainExceptOnCreate" and not unmade or resource.logical in retained:
            stack.happen(resource, "DELETE_SKIPPED")
        elif resource.physical is not None:
            stack.happen(resource, "DELETE_IN_PROGRESS")
            try:
                resources.known(resource.type).delete(resources.Context(stack, resource.logical), resource.physical, resource.properties)
            except Exception as fault:
                complete = False
                stack.happen(resource, "DELETE_FAILED", words(fault))
                continue
            stack.happen(resource, "DELETE_COMPLETE")
        with lock:
            if stack.resources.get(resource.logical) is resource:
                del stack.resources[resource.logical]
    return complete


def values(stack, template, value):
    def attribute(logical, name):
        resource = stack.resources[logical]
        return resources.known(resource.type).attribute(resources.Context(stack, logical), resource.physical, name)

    return template.resolve(value, lambda logical: stack.resources[logical].physical, attribute)


def publish(stack, template):
    outputs = template.body.get("Outputs", {})
    stack.outputs = [
        {"OutputKey": key, "OutputValue": str(values(stack, template, output["Value"])), "Description": output.get("Description")}
        for key, output in outputs.items()
    ]


def words(fault):
    """What a handler of CloudFormation says of an error of the service it called."""
    answer = getattr(fault, "response", None)
    code = answer["Error"]["Code"] if answer else getattr(fault, "code", "InternalFailure")
    text = answer["Error"]["Message"] if answer else getattr(fault, "message", repr(fault))
    kind = "AlreadyExists" if "Exists" in code or "Duplicate" in code else "GeneralServiceException"
    return f'Resource handler returned message: "{text}" (RequestToken: {uuid.uuid4()}, HandlerErrorCode: {kind})'

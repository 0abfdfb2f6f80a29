"""CloudFormation's actions on stacks and change sets.

Gap: moto's describe a stack without the outputs, tags, events and changes that its engine did not keep; see `stack_engine`.
AWS: "API Reference", one page an action.
"""

import re
import uuid

from moto.cloudformation.responses import CloudFormationResponse

import changes
import resources
import stack_engine
from stacks import Stack, change_sets, find, lock, now, stacks
from wire import Refusal, answers

answered = answers(CloudFormationResponse)
# moto's own answers are reshaped on their way out; these have AWS's shapes.
for path in ("DescribeChangeSetOutput.Changes", "DescribeChangeSetOutput.Parameters", "DescribeStacksOutput.Stacks.Stack.Tags"):
    CloudFormationResponse.RESPONSE_KEY_PATH_TO_TRANSFORMER.pop(path)
STEADY = {"CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "IMPORT_COMPLETE"}
# botocore's model has the pattern with that of ARNs; for a stack that is not there only this half counts.
NAME = re.compile("[a-zA-Z][-a-zA-Z0-9]{,127}|arn:.*")
NO_CHANGES = "The submitted information didn't contain changes. Submit different information to create a change set."


@answered
def create_change_set(region, given):
    name, fresh = given["StackName"], given.get("ChangeSetType", "UPDATE") == "CREATE"
    if not NAME.fullmatch(name):
        text = f"1 validation error detected: Value '{name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*"
        raise Refusal("ValidationError", text)
    tags = {tag["Key"]: tag["Value"] for tag in given.get("Tags", [])}
    with lock:
        stack = existing(region, name)
        if fresh and stack and stack.status != "REVIEW_IN_PROGRESS":
            text = f"Stack [{name}] already exists and cannot be created again with the changeSet [{given['ChangeSetName']}]."
            raise Refusal("ValidationError", text)
        if not fresh and not stack:
            raise Refusal("ValidationError", f"Stack [{name}] does not exist")
        if not fresh and stack.status not in STEADY:
            raise Refusal("ValidationError", f"Stack:{stack.id} is in {stack.status} state and can not be updated.")
        template = read(stack or Stack(region, name, tags), given)
        stack = stack or find(region, name)
        if not stack.status:
            stack.become("REVIEW_IN_PROGRESS", "User Initiated")
        return {"Id": prepare(stack, template, tags, given, fresh), "StackId": stack.id}


def prepare(stack, template, tags, given, fresh):
    adopted = adoptable(stack, template) if given.get("ImportExistingResources") else {}
    found = changes.compare(None if fresh else stack.template, template, stack.resources, adopted)
    empty = not fresh and not found and tags == stack.tags and outputs(template) == outputs(stack.template)
    arn = f"arn:aws:cloudformation:{stack.region}:{stack.id.split(':')[4]}:changeSet/{given['ChangeSetName']}/{uuid.uuid4()}"
    change_sets[arn] = {
        "template": template, "stack": stack, "ready": False, "adopted": adopted,
        "answer": {
            "ChangeSetName": given["ChangeSetName"], "ChangeSetId": arn, "StackId": stack.id, "StackName": stack.name,
            "Description": given.get("Description"), "CreationTime": now(), "Status": "FAILED" if empty else "CREATE_COMPLETE",
            "ExecutionStatus": "UNAVAILABLE" if empty else "AVAILABLE", "StatusReason": NO_CHANGES if empty else None,
            "Tags": given.get("Tags", []), "Parameters": given.get("Parameters", []), "Capabilities": given.get("Capabilities", []),
            "Changes": found,
        },
    }
    return arn


def adoptable(stack, template):
    """Resources with names of their own that are there, and would stay when the stack goes: their ids by logical ids."""
    found = {}
    for logical, spec in template.resources.items():
        if logical not in stack.resources and changes.policy(spec) != "Delete":
            physical = resources.known(spec["Type"]).find(resources.Context(stack, logical), changes.symbolic(template, logical))
            if physical is not None:
                found[logical] = physical
    return found


def outputs(template):
    return template.body.get("Outputs", {})


def read(stack, given):
    """The template of a request, refused as AWS refuses it before anything else happens."""
    try:
        text = given.get("TemplateBody") or (stack.template.text if given.get("UsePreviousTemplate") else "")
        if len(text.encode()) > 51200:
            text = "1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200"
            raise Refusal("ValidationError", text)
        before = stack.template.parameters if stack.template else {}
        parameters = {}
        for item in given.get("Parameters", []):
            key = item["ParameterKey"]
            old = before.get(key)
            parameters[key] = (",".join(old) if isinstance(old, list) else old) if item.get("UsePreviousValue") else item["ParameterValue"]
        template = stack.read(text, parameters)
        unknown = sorted({spec["Type"] for spec in template.resources.values() if not resources.is_known(spec["Type"])})
        if unknown:
            raise Refusal("ValidationError", f"Template format error: Unrecognized resource types: [{', '.join(unknown)}]")
        needed = resources.capability(template)
        if needed and not {needed, "CAPABILITY_NAMED_IAM"} & set(given.get("Capabilities", [])):
            raise Refusal("InsufficientCapabilitiesException", f"Requires capabilities : [{needed}]")
        template.order()
        return template
    except Refusal:
        if not stack.status:
            del stacks[stack.id]
        raise


def existing(region, name):
    try:
        return find(region, name)
    except Refusal:
        return None


def change_set(region, given):
    name, stack = given["ChangeSetName"], given.get("StackName")
    with lock:
        for arn, found in reversed(change_sets.items()):
            if arn == name or (found["answer"]["ChangeSetName"] == name and stack in (found["stack"].name, found["stack"].id)):
                return found
    raise Refusal("ChangeSetNotFound", f"ChangeSet [{name}] does not exist")


@answered
def describe_change_set(region, given):
    found = change_set(region, given)
    if not found["ready"]:
        # AWS works it out after it has answered: whoever asks at once must ask again.
        found["ready"] = True
        return {**found["answer"], "Status": "CREATE_IN_PROGRESS", "ExecutionStatus": "UNAVAILABLE", "StatusReason": None, "Changes": []}
    return found["answer"]


@answered
def list_change_sets(region, given):
    stack = find(region, given["StackName"])
    return {"Summaries": [found["answer"] for found in change_sets.values() if found["stack"] is stack]}


@answered
def delete_change_set(region, given):
    found = change_set(region, given)
    change_sets.pop(found["answer"]["ChangeSetId"])


@answered
def execute_change_set(region, given):
    found = change_set(region, given)
    stack, answer = found["stack"], found["answer"]
    if answer["ExecutionStatus"] != "AVAILABLE":
        text = f"ChangeSet [{answer['ChangeSetId']}] cannot be executed in its current execution status of [{answer['ExecutionStatus']}]"
        raise Refusal("InvalidChangeSetStatus", text)
    with lock:
        for other in [arn for arn, each in change_sets.items() if each["stack"] is stack]:
            del change_sets[other]
        stack.token = given.get("ClientRequestToken")
        stack.adopted = found["adopted"]
        begin(stack, found["template"], {tag["Key"]: tag["Value"] for tag in answer["Tags"]})


def begin(stack, template, tags):
    if stack.status in ("", "REVIEW_IN_PROGRESS"):
        stack.tags = tags
        stack.become("CREATE_IN_PROGRESS", "User Initiated")
        stack_engine.start(stack_engine.create, stack, template)
    else:
        stack.become("UPDATE_IN_PROGRESS", "User Initiated")
        stack_engine.start(stack_engine.update, stack, template, tags)


@answered
def create_stack(region, given):
    name, tags = given["StackName"], {tag["Key"]: tag["Value"] for tag in given.get("Tags", [])}
    with lock:
        if existing(region, name):
            raise Refusal("AlreadyExistsException", f"Stack [{name}] already exists")
        stack = Stack(region, name, tags)
        template = read(stack, given)
        stack.token, stack.protected = given.get("ClientRequestToken"), given.get("EnableTerminationProtection", False)
        begin(stack, template, tags)
        return {"StackId": stack.id}


@answered
def delete_stack(region, given):
    with lock:
        stack = existing(region, given["StackName"])
        if stack is None or stack.status == "DELETE_COMPLETE":
            return
        if stack.protected:
            raise Refusal("ValidationError", f"Stack [{stack.name}] cannot be deleted while TerminationProtection is enabled")
        retained = given.get("RetainResources", [])
        if retained and stack.status != "DELETE_FAILED":
            text = f"Invalid operation on stack [{stack.id}]. RetainResources can only be specified for stacks in DELETE_FAILED state."
            raise Refusal("ValidationError", text)
        stack.token = given.get("ClientRequestToken")
        stack.become("DELETE_IN_PROGRESS", "User Initiated")
        stack_engine.start(stack_engine.delete, stack, retained)


@answered
def continue_update_rollback(region, given):
    with lock:
        stack = find(region, given["StackName"])
        if stack.status != "UPDATE_ROLLBACK_FAILED":
            text = f"Stack:{stack.id} is in {stack.status} state and can not continue rolling back."
            raise Refusal("ValidationError", text)
        stack.token = given.get("ClientRequestToken")
        stack_engine.start(stack_engine.go_on, stack, set(given.get("ResourcesToSkip", [])))
        return {}


@answered
def update_termination_protection(region, given):
    stack = find(region, given["StackName"])
    stack.protected = given["EnableTerminationProtection"]
    return {"StackId": stack.id}


@answered
def describe_stacks(region, given):
    with lock:
        if given.get("StackName"):
            return {"Stacks": [find(region, given["StackName"]).wire()]}
        return {"Stacks": [stack.wire() for stack in stacks.values() if stack.region == region and stack.status != "DELETE_COMPLETE"]}


@answered
def list_stacks(region, given):
    wanted = given.get("StackStatusFilter")
    with lock:
        found = [stack for stack in stacks.values() if stack.region == region and (not wanted or stack.status in wanted)]
        return {"StackSummaries": [{**stack.wire(), "TemplateDescription": stack.description} for stack in found]}


@answered
def describe_stack_events(region, given):
    """Newest first, a hundred a page."""
    with lock:
        events = find(region, given["StackName"]).events[::-1]
    start = int(given.get("NextToken") or 0)
    return {"StackEvents": events[start:start + 100], "NextToken": str(start + 100) if start + 100 < len(events) else None}


@answered
def describe_stack_resources(region, given):
    if not given.get("StackName"):
        for stack in stacks.values():
            if any(resource.physical == given["PhysicalResourceId"] for resource in stack.resources.values()):
                return {"StackResources": listed(stack, given.get("LogicalResourceId"))}
        raise Refusal("ValidationError", f"Stack for {given['PhysicalResourceId']} does not exist")
    # As AWS: what is behind the first hundred only ListStackResources tells.
    return {"StackResources": listed(find(region, given["StackName"]), given.get("LogicalResourceId"))[:100]}


@answered
def list_stack_resources(region, given):
    """A hundred a page."""
    found = listed(find(region, given["StackName"]), None)
    start = int(given.get("NextToken") or 0)
    return {"StackResourceSummaries": found[start:start + 100], "NextToken": str(start + 100) if start + 100 < len(found) else None}


@answered
def describe_stack_resource(region, given):
    stack = find(region, given["StackName"])
    found = listed(stack, given["LogicalResourceId"])
    if not found:
        raise Refusal("ValidationError", f"Resource {given['LogicalResourceId']} does not exist for stack {stack.name}")
    return {"StackResourceDetail": found[0]}


def listed(stack, logical):
    with lock:
        return [resource.wire(stack) for resource in stack.resources.values() if logical in (None, resource.logical)]


@answered
def get_template(region, given):
    stack = find(region, given["StackName"])
    if stack.template is None:
        raise Refusal("ValidationError", f"Stack with id {given['StackName']} does not exist")
    return {"TemplateBody": stack.template.text, "StagesAvailable": ["Original", "Processed"]}

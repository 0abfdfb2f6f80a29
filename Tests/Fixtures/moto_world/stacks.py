"""Stacks, change sets and events, as this world remembers them.

Gap: moto writes no events of resources, and forgets tags and outputs of a stack that a change set made.
AWS: "API Reference", data types Stack, StackEvent, StackResource.
"""

import datetime
import threading
import uuid

import wire
from template import Template

lock = threading.RLock()
# By id, in the order in which they were made; deleted ones are found by id alone.
stacks = {}
change_sets = {}


def now():
    return datetime.datetime.now(datetime.timezone.utc)


class Stack:
    def __init__(self, region, name, tags, description=None):
        self.region, self.name, self.tags, self.description = region, name, tags, description
        self.id = f"arn:aws:cloudformation:{region}:{wire.account}:stack/{name}/{uuid.uuid4()}"
        self.status, self.reason, self.created, self.updated, self.ended = "", None, now(), None, None
        self.template = None
        self.protected = False
        self.role = None
        self.resources = {}
        self.events = []
        self.outputs = []
        self.token = None
        # Ids by logical ids of what the next operation takes in, and what is left of an update that could not be taken back.
        self.adopted, self.added = {}, []
        stacks[self.id] = self

    def read(self, text, parameters):
        return Template(text, parameters, self.region, self.name, self.id)

    def become(self, status, reason=None):
        """A new state of the stack as a whole, which is an event too."""
        with lock:
            self._event(self.name, self.id, "AWS::CloudFormation::Stack", status, reason)
            self.status, self.reason = status, reason

    def happen(self, resource, status, reason=None):
        """A new state of a resource."""
        with lock:
            resource.status, resource.reason, resource.changed = status, reason, now()
            self._event(resource.logical, resource.physical or "", resource.type, status, reason)

    def _event(self, logical, physical, kind, status, reason):
        self.events.append({
            "StackId": self.id, "EventId": f"{logical}-{status}-{uuid.uuid4()}", "StackName": self.name, "LogicalResourceId": logical,
            "PhysicalResourceId": physical, "ResourceType": kind, "Timestamp": now(), "ResourceStatus": status,
            "ResourceStatusReason": reason, "ClientRequestToken": self.token,
        })

    def wire(self):
        parameters = self.template.parameters if self.template else {}
        return {
            "StackId": self.id, "StackName": self.name, "Description": self.description, "CreationTime": self.created,
            "LastUpdatedTime": self.updated, "DeletionTime": self.ended, "StackStatus": self.status, "StackStatusReason": self.reason,
            "EnableTerminationProtection": self.protected, "RoleARN": self.role, "Outputs": self.outputs, "DisableRollback": False,
            # They are the change set's until it is carried out.
            "Tags": [{"Key": key, "Value": value} for key, value in self.tags.items() if self.status != "REVIEW_IN_PROGRESS"],
            "Parameters": [
                {"ParameterKey": key, "ParameterValue": ",".join(value) if isinstance(value, list) else str(value)}
                for key, value in parameters.items()
            ],
            "DriftInformation": {"StackDriftStatus": "NOT_CHECKED"},
        }


class Resource:
    """One resource of a stack: what it is called here and there, and what it was made of."""

    def __init__(self, logical, kind, policy):
        self.logical, self.type, self.policy = logical, kind, policy
        self.physical, self.properties, self.status, self.reason, self.changed = None, {}, "", None, now()

    def wire(self, stack):
        return {
            "StackName": stack.name, "StackId": stack.id, "LogicalResourceId": self.logical, "PhysicalResourceId": self.physical,
            "ResourceType": self.type, "Timestamp": self.changed, "LastUpdatedTimestamp": self.changed, "ResourceStatus": self.status,
            "ResourceStatusReason": self.reason,
        }


def find(region, name):
    """A stack by name, or by id, by which it is found after its end too."""
    with lock:
        for stack in stacks.values():
            if stack.region == region and (stack.id == name or (stack.name == name and stack.status != "DELETE_COMPLETE")):
                return stack
    raise wire.Refusal("ValidationError", f"Stack with id {name} does not exist")

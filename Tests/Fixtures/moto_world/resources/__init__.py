"""The types of resources that stacks of this world can have: each is made, changed and deleted by calls of moto's own API.

Gap: moto's stacks skip types without a word (ServiceDiscovery) and drop properties of others (capacity providers, attributes, scanning).
AWS: "Template reference", one page a type: its properties, which of them need a replacement, what Ref and GetAtt answer.
"""

import importlib
import secrets
import string

import wire

# The type's name on AWS: one object that makes them.
_known = {}


class Context:
    """Whose resource it is: what names and tags are made of."""

    def __init__(self, stack, logical):
        self.stack, self.logical, self.region = stack, logical, stack.region

    def client(self, service):
        return wire.client(service, self.region)

    def name(self, length=255):
        """As CloudFormation names what the template does not."""
        tail = "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(12))
        return f"{self.stack.name}-{self.logical}"[:length - 13].rstrip("-") + "-" + tail

    def tags(self, given):
        """The resource's own tags and the stack's."""
        own = {tag["Key"]: tag["Value"] for tag in given.get("Tags", [])}
        return {**self.stack.tags, **own}

    def tag_list(self, given, key="Key", value="Value"):
        return [{key: name, value: text} for name, text in self.tags(given).items()]


class Kind:
    """One type; `replaced_by` are the properties whose change makes a new resource."""

    replaced_by = frozenset()

    def find(self, context, given):
        """What Ref would answer for one that is there already; nothing for a type that has no name of its own."""

    def create(self, context, given):
        """Returns what Ref answers."""
        raise NotImplementedError

    def update(self, context, physical, given, before):
        raise wire.Refusal("ValidationError", f"this world cannot change a resource of type {type(self).__name__}")

    def delete(self, context, physical, given):
        raise NotImplementedError

    def attribute(self, context, physical, name):
        raise wire.Refusal("ValidationError", f"Template error: resource {context.logical} does not support attribute type {name} in Fn::GetAtt")


def resource(name):
    """Makes a class the maker of a type."""

    def add(kind):
        _known[name] = kind()
        return kind

    return add


def known(name):
    return _known[name]


def is_known(name):
    return name in _known


def capability(template):
    """What a template needs to be let make rights."""
    roles = [spec for spec in template.resources.values() if spec["Type"] in ("AWS::IAM::Role", "AWS::IAM::ManagedPolicy")]
    named = any("RoleName" in role.get("Properties", {}) for role in roles)
    return "CAPABILITY_NAMED_IAM" if named else "CAPABILITY_IAM" if roles else None


def lower(value):
    """Keys as the services' own JSON has them: CloudFormation's begin with a capital."""
    if isinstance(value, list):
        return [lower(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {key[0].lower() + key[1:]: lower(item) for key, item in value.items()}


for module in ("network", "security", "balancing", "containers", "identity"):
    importlib.import_module(f"resources.{module}")

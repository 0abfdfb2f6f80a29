"""Templates of CloudFormation: parameters, intrinsic functions, the order in which resources can be made.

Gap: moto reads a Ref to a type it skips as nothing, and one GetAtt it does not know empties all outputs.
AWS: "Template reference", sections "Intrinsic function reference" and "Pseudo parameters reference".
"""

import json
import re

import yaml
from moto.cloudformation.utils import yaml_tag_constructor

import wire

PLACE = re.compile(r"\$\{(!?)([^}]+)\}")
NOTHING = object()


class Template:
    def __init__(self, text, given, region, stack, stack_id):
        self.text = text
        self.body = parse(text)
        self.region = region
        self.parameters = {name: self._parameter(name, spec, given) for name, spec in self.body.get("Parameters", {}).items()}
        missing = [name for name, value in self.parameters.items() if value is None]
        if missing:
            raise wire.Refusal("ValidationError", f"Parameters: [{', '.join(missing)}] must have values")
        unknown = sorted(set(given) - set(self.parameters))
        if unknown:
            raise wire.Refusal("ValidationError", f"Parameters: [{', '.join(unknown)}] do not exist in the template")
        self.pseudo = {
            "AWS::AccountId": wire.account, "AWS::Region": region, "AWS::Partition": "aws", "AWS::URLSuffix": "amazonaws.com",
            "AWS::StackName": stack, "AWS::StackId": stack_id, "AWS::NoValue": NOTHING,
        }
        nobody = lambda *names: NOTHING
        self.conditions = {name: self.resolve(test, nobody, nobody) for name, test in self.body.get("Conditions", {}).items()}
        # One whose condition is not met is not there.
        self.resources = {
            name: spec for name, spec in (self.body.get("Resources") or {}).items() if self.conditions.get(spec.get("Condition"), True)
        }

    def _parameter(self, name, spec, given):
        value = given.get(name, spec.get("Default"))
        if value is not None and (spec["Type"].startswith("List<") or spec["Type"] == "CommaDelimitedList"):
            return [item.strip() for item in str(value).split(",")]
        return value

    def order(self, there=()):
        """Logical ids, each after those it refers to, and what is new before what is there.

        AWS begins with all that waits for nothing at once, and which of them is first is open: here it is always the new one, so that a
        template fails whose new resource takes what an old one has only just given up.
        """
        left, order = {name: self.needs(name) for name in self.resources}, []
        while left:
            ready = [name for name, needs in left.items() if not needs & left.keys()]
            if not ready:
                raise wire.Refusal("ValidationError", f"Circular dependency between resources: [{', '.join(left)}]")
            first = next((name for name in ready if name not in there), ready[0])
            del left[first]
            order.append(first)
        return order

    def needs(self, name):
        """The resources that one refers to, or names in DependsOn."""
        resource = self.resources[name]
        wanted = resource.get("DependsOn", [])
        found = {wanted} if isinstance(wanted, str) else set(wanted)
        found |= references(resource.get("Properties", {}))
        return (found & set(self.resources)) - {name}

    def resolve(self, value, ref, attribute):
        """A value with its functions worked out; `ref` and `attribute` know the resources."""
        again = lambda inner: self.resolve(inner, ref, attribute)
        if isinstance(value, list):
            return [item for item in map(again, value) if item is not NOTHING]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            name, inner = next(iter(value.items()))
            if name == "Ref":
                return self._ref(inner, ref)
            if name == "Fn::GetAtt":
                return attribute(*(inner.split(".", 1) if isinstance(inner, str) else inner))
            if name.startswith("Fn::"):
                return self._function(name, inner, again)
        return {key: item for key, item in ((key, again(item)) for key, item in value.items()) if item is not NOTHING}

    def _ref(self, name, ref):
        if name in self.parameters:
            return self.parameters[name]
        return self.pseudo[name] if name in self.pseudo else ref(name)

    def _function(self, name, inner, again):
        if name == "Fn::Sub":
            text, names = inner if isinstance(inner, list) else (inner, {})

            def fill(match):
                literal, key = match.groups()
                if literal:
                    return "${" + key + "}"
                if key in names:
                    return str(again(names[key]))
                return str(again({"Fn::GetAtt": key} if "." in key else {"Ref": key}))

            return PLACE.sub(fill, text)
        if name == "Fn::GetAZs":
            return [f"{again(inner) or self.region}{zone}" for zone in "abc"]
        if name == "Fn::If":
            return again(inner[1] if self.conditions[inner[0]] else inner[2])
        values = again(inner)
        if name == "Fn::Equals":
            return values[0] == values[1]
        if name == "Fn::Join":
            return values[0].join(map(str, values[1]))
        if name == "Fn::Select":
            return values[1][int(values[0])]
        if name == "Fn::Split":
            return values[1].split(values[0])
        raise wire.Refusal("ValidationError", f"Template error: this world does not know {name}")


def parse(text):
    yaml.add_multi_constructor("", yaml_tag_constructor)
    try:
        body = json.loads(text) if text.lstrip().startswith("{") else yaml.load(text, Loader=yaml.Loader)
    except (ValueError, yaml.YAMLError) as fault:
        raise wire.Refusal("ValidationError", f"Template format error: {fault}")
    if not isinstance(body, dict) or not body.get("Resources"):
        raise wire.Refusal("ValidationError", "Template format error: At least one Resources member must be defined.")
    return body


def references(value):
    """Names after Ref, GetAtt and in Sub."""
    if isinstance(value, list):
        return set().union(*map(references, value))
    if not isinstance(value, dict):
        return set()
    found = set()
    for key, inner in value.items():
        if key == "Ref":
            found.add(inner)
        elif key == "Fn::GetAtt":
            found.add(inner.split(".")[0] if isinstance(inner, str) else inner[0])
        else:
            if key == "Fn::Sub":
                text = inner[0] if isinstance(inner, list) else inner
                found |= {match[1].split(".")[0] for match in PLACE.findall(text) if not match[0]}
            found |= references(inner)
    return found

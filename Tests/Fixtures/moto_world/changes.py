"""What a change set would change.

Gap: moto says neither which properties change nor whether a resource is replaced, and sees no change of a parameter.
AWS: "API Reference", data types ResourceChange and ResourceChangeDetail.
"""

import json

import resources
from template import NOTHING, references


def compare(before, after, existing, adopted=()):
    """Changes from one template (None for a new stack) to another, in the order of their making.

    `adopted` are resources that are there, and are taken in.
    """
    found = {}
    for logical in after.order():
        resource = after.resources[logical]
        if before is None or logical not in before.resources:
            action = "Import" if logical in adopted else "Add"
            found[logical] = {"Action": action, "LogicalResourceId": logical, "ResourceType": resource["Type"]}
        else:
            change = modification(logical, before, after, found, existing)
            if change:
                found[logical] = change
    gone = [] if before is None else [logical for logical in before.resources if logical not in after.resources]
    for logical in gone:
        found[logical] = {
            "Action": "Remove", "LogicalResourceId": logical, "ResourceType": before.resources[logical]["Type"],
            "PhysicalResourceId": existing[logical].physical, "PolicyAction": "Delete" if policy(before.resources[logical]) == "Delete" else "Retain",
        }
    return [{"Type": "Resource", "ResourceChange": change} for change in found.values()]


def modification(logical, before, after, found, existing):
    kind = resources.known(after.resources[logical]["Type"])
    old, new = symbolic(before, logical), symbolic(after, logical)
    details = [
        detail(name, "Always" if name in kind.replaced_by else "Never", "DirectModification", old.get(name), new.get(name))
        for name in sorted(set(old) | set(new)) if old.get(name) != new.get(name)
    ]
    # What refers to a resource that is replaced changes too, if its new id is another.
    replaced = {name for name, change in found.items() if change.get("Replacement") == "True"}
    named = {item["Target"]["Name"] for item in details}
    for name, value in after.resources[logical].get("Properties", {}).items():
        if name not in named and after.resources.keys() & replaced & references(value):
            details.append(detail(name, "Conditionally" if name in kind.replaced_by else "Never", "ResourceReference"))
    if not details:
        return None
    recreation = {item["Target"].get("RequiresRecreation") for item in details}
    replacement = "True" if "Always" in recreation else "Conditional" if "Conditionally" in recreation else "False"
    return {
        "Action": "Modify", "LogicalResourceId": logical, "ResourceType": after.resources[logical]["Type"],
        "PhysicalResourceId": existing[logical].physical, "Replacement": replacement, "Details": details,
        "Scope": sorted({item["Target"]["Attribute"] for item in details}),
    }


def detail(name, recreation, source, before=None, after=None):
    target = {"Attribute": "Tags" if name == "Tags" else "Properties", "Name": name, "RequiresRecreation": recreation}
    target.update({key: plain(value) for key, value in (("BeforeValue", before), ("AfterValue", after)) if value is not None})
    return {"Target": target, "Evaluation": "Dynamic" if source == "ResourceReference" else "Static", "ChangeSource": source}


def plain(value):
    return value if isinstance(value, str) else json.dumps(value)


def symbolic(template, logical):
    """Properties with parameters filled in, and other resources by their names."""
    values = template.resolve(
        template.resources[logical].get("Properties", {}), lambda name: "${%s}" % name, lambda name, key: "${%s.%s}" % (name, key))
    return {} if values is NOTHING else values


def policy(resource):
    return resource.get("DeletionPolicy", "Delete")

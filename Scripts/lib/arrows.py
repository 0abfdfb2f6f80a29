"""Reads `swift package dump-package` and fails when a target depends on one of its own level or above (ARCHITECTURE.md)."""
import json
import sys

LEVELS = [
    {"CArchive", "CCurl", "COpenSSL", "CZlib", "CZstd"},
    {"CShims"},
    {"Diagnostics"},
    {"Bytes", "JSON"},
    {"OCI"},
    {"HTTP", "Archive", "Configuration", "Discovery"},
    {"Layers", "Content", "AWS"},
    {"Packages", "Registry", "Simulation"},
    {"Build", "Release"},
    {"Infrastructure"},
    {"Terminal"},
    {"imgship"},
]
level = {name: number for number, names in enumerate(LEVELS) for name in names}
wrong = 0
for target in json.load(sys.stdin)["targets"]:
    if target["type"] in ("test",) or target["name"] == "TestSupport":
        continue
    if target["name"] not in level:
        print(f"target {target['name']} has no level", file=sys.stderr)
        wrong = 1
        continue
    for dependency in target["dependencies"]:
        name = (dependency.get("byName") or dependency.get("target") or [None])[0]
        if name in level and level[name] >= level[target["name"]]:
            print(f"{target['name']} -> {name} does not go down", file=sys.stderr)
            wrong = 1
sys.exit(wrong)

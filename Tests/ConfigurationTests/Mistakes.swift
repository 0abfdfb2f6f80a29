import Testing

/// The mistakes that the parser and the JSON Schema are both asked about.
extension Mistake {
    static let keys = [
        Mistake(
            "unknown key", "images:\n  a:\n    base: scratch\n    config:\n      entrypont: [x]",
            "7:7: unknown key 'entrypont', did you mean 'entrypoint'?"),
        Mistake(
            "unknown key with no likeness", "zzzzzzz: 1",
            "3:1: unknown key 'zzzzzzz'; this file has: version, project, platforms, registry, compression, registries, sources, bases, images, services, infra, environments"
        ),
        Mistake(
            "several mistakes", "imags: {}\nbases: {b: {debain: bookworm, debian: 12}}\nplatforms: 7",
            "3:1: unknown key 'imags', did you mean 'images'?", "4:13: unknown key 'debain', did you mean 'debian'?",
            "4:39: expected a Debian release's codename such as bookworm or trixie, found the number 12",
            "5:12: cannot build for the platform '7': use linux/amd64 or linux/arm64"),
        Mistake(
            "bad name", "images: {Frontend: {base: scratch}}",
            "3:10: 'Frontend' is not a name: use lower-case letters, digits, '.', '_' and '-', and begin with a letter or digit"),
        Mistake("nothing where a map belongs", "images:", "3:8: expected a map of images by name, found nothing"),
        Mistake("bad registry", "registry: https://ghcr.io/x", "3:11: write the registry without 'https://'"),
        Mistake(
            "registry with a digest", "registry: ghcr.io/x@y",
            "3:11: 'ghcr.io/x@y' is not a registry: write HOST[:PORT]/PATH, without a tag, as in ghcr.io/organisation/project"),
        Mistake(
            "bad compression", "compression: zstd:99",
            "3:14: 'zstd:99' is not a compression: use zstd, gzip or none, with a level as in zstd:3 (1 to 19) or gzip:9 (1 to 9)"),
        Mistake(
            "source without address", "sources: {debian: {keyring: k}}",
            "3:19: 'debian' is missing: give the addresses of a Debian archive, or of a Python 'index'"),
        Mistake(
            "source of two kinds", "sources: {x: {debian: [https://a], index: [https://b]}}",
            "3:36: 'debian' and 'index' exclude each other: keep one of them"),
        Mistake(
            "bad address", "sources: {pypi: {index: pypi.example/simple}}",
            "3:25: expected an address such as https://host/path, found the text 'pypi.example/simple'"),
    ]

    static let types = [
        Mistake(
            "number for a list", "images: {a: {base: scratch, config: {cmd: 7}}}", "3:43: expected a list of strings, found the number 7"),
        Mistake(
            "text for a list", "images: {a: {base: scratch, config: {entrypoint: python app.py}}}",
            "3:50: expected a list of strings, found the text 'python app.py'"),
        Mistake(
            "list for a map", "images: {a: {base: scratch, config: {env: [A=b]}}}",
            "3:43: expected a map of variables, NAME: value, found a list"),
        Mistake("nothing for a text", "images: {a: {base: scratch, config: {env: {A: }}}}", "3:47: expected a text, found nothing"),
        Mistake("null for a text", "images: {a: {base: scratch, config: {env: {A: null}}}}", "3:47: expected a text, found nothing"),
        Mistake(
            "map for an image", "images: {a: 7}",
            "3:13: expected an image (a map with 'base', 'platforms', 'compression', ...), found the number 7"),
        Mistake(
            "quoted number", "services: {s: {image: 'x:1', desired: '3'}}",
            "3:39: expected a number of tasks from 0 to 5000, found the text '3': write it without quotes"),
        Mistake(
            "octal number", "services: {s: {image: 'x:1', desired: 0x10}}",
            "3:39: expected a number of tasks from 0 to 5000, found the number 0x10", semantic: true),
        Mistake(
            "sexagesimal number", "images: {a: {base: scratch, config: {expose: [22:22]}}}",
            "3:47: expected a port from 1 to 65535, as in 8000 or 8000/udp, found the text '22:22'"),
        Mistake("yes for true", "services: {s: {image: 'x:1', exec: yes}}", "3:36: expected true or false, found the text 'yes'"),
        Mistake(
            "duration without unit", "services: {s: {image: 'x:1', stop-timeout: 60}}",
            "3:44: expected a duration such as 60s, 5m or 1h30m, found the number 60"),
        Mistake(
            "duration out of range", "services: {s: {image: 'x:1', stop-timeout: 5m}}", "3:44: '5m' is out of range: 2s to 2m",
            semantic: true),
        Mistake(
            "port out of range", "services: {s: {image: 'x:1', port: 70000}}",
            "3:36: expected a port from 1 to 65535, as in 8000 or 8000/udp, found the number 70000"),
        Mistake(
            "unknown transport", "services: {s: {image: 'x:1', port: 80/icmp}}", "3:36: 'icmp' is not a transport: use tcp, udp or sctp"),
        Mistake("list as key", "images: {[a]: {base: scratch}}", "3:10: a key must be a single word, not a list or a map"),
        Mistake("custom tag", "images: {a: {base: !!binary eA==}}", "3:20: the tag 'tag:yaml.org,2002:binary' is not supported: remove it"),
    ]

    static let images = [
        Mistake(
            "base without release", "bases: {b: {packages: [dash]}}",
            "3:12: 'debian' is missing: give a release's codename, as in 'debian: bookworm', or another 'base'"),
        Mistake(
            "versioned package", "bases: {b: {debian: trixie, packages: [dash=1.0]}}",
            "3:40: 'dash=1.0' is not a Debian package name: versions are kept in imgship.lock"),
        Mistake("package listed twice", "bases: {b: {debian: trixie, packages: [dash, dash]}}", "3:46: package 'dash' is listed twice"),
        Mistake(
            "package wanted and excluded", "bases: {b: {debian: trixie, packages: [dash], exclude-packages: [dash]}}",
            "3:40: package 'dash' is both in 'packages' and in 'exclude-packages'", semantic: true),
        Mistake(
            "user without number", "bases: {b: {debian: trixie, users: {app: {home: /app}}}}",
            "3:42: 'id' is missing: give the user's number"),
        Mistake(
            "bad user name", "bases: {b: {debian: trixie, users: {App: 1}}}",
            "3:37: 'App' is not a name: use lower-case letters, digits, '_' and '-', at most 32"),
        Mistake(
            "user's number out of range", "bases: {b: {debian: trixie, users: {app: -1}}}",
            "3:42: expected a user's number from 0 to 4294967294, found the number -1"),
        Mistake(
            "image without base", "images: {a: {copy: []}}",
            "3:13: 'base' is missing: name one of 'bases:' or 'images:', a registry image with its tag, or scratch"),
        Mistake(
            "unknown platform", "platforms: [linux/s390x]",
            "3:13: cannot build for the platform 'linux/s390x': use linux/amd64 or linux/arm64"),
        Mistake("no platform", "platforms: []", "3:12: expected a list of platforms: linux/amd64, linux/arm64, found an empty list"),
        Mistake(
            "python with nothing to install", "images: {a: {base: scratch, python: {venv: /venv}}}",
            "3:37: 'requirements' is missing: give a requirements file, or a finished 'lock'"),
        Mistake(
            "python with two sources", "images: {a: {base: scratch, python: {requirements: r.in, lock: pylock.toml}}}",
            "3:58: 'requirements' and 'lock' exclude each other: keep one of them"),
        Mistake(
            "python of another age", "images: {a: {base: scratch, python: {lock: l, version: '2.7'}}}",
            "3:56: expected a Python version such as 3.11, found the text '2.7'"),
        Mistake(
            "absolute source path", "images: {a: {base: scratch, copy: [{from: /etc/passwd, to: /x}]}}",
            "3:43: '/etc/passwd' is an absolute path: write it relative to this file"),
        Mistake(
            "escaping source path", "images: {a: {base: scratch, copy: [{from: a/../../b, to: /x}]}}",
            "3:43: 'a/../../b' leaves the directory of this file: remove '..', or move this file up"),
        Mistake(
            "escaping short form", "images: {a: {base: scratch, copy: ['../b:/x']}}",
            "3:36: '../b' leaves the directory of this file: remove '..', or move this file up"),
        Mistake(
            "relative target", "images: {a: {base: scratch, copy: [{from: a, to: app}]}}",
            "3:50: 'app' is not an absolute path in the container, as in '/app'"),
        Mistake(
            "copy without target", "images: {a: {base: scratch, copy: [{from: a}]}}",
            "3:36: 'to' is missing: give an absolute path in the image"),
        Mistake(
            "bad short copy", "images: {a: {base: scratch, copy: [app]}}",
            "3:36: expected 'from:to' or a map with 'from' and 'to', found the text 'app'"),
        Mistake(
            "bad mode", "images: {a: {base: scratch, copy: [{from: a, to: /a, mode: rwxr-xr-x}]}}",
            "3:60: expected a mode of three or four octal digits, such as 0755, found the text 'rwxr-xr-x'"),
        Mistake(
            "owner by name", "images: {a: {base: scratch, copy: [{from: a, to: /a, owner: root}]}}",
            "3:61: expected numbers UID:GID, since names differ between images, found the text 'root'"),
        Mistake(
            "bad variable name", "images: {a: {base: scratch, config: {env: {1A: x}}}}",
            "3:44: '1A' is not a name: use letters, digits and '_', and do not begin with a digit"),
        Mistake(
            "unknown signal", "images: {a: {base: scratch, config: {stop-signal: SIGITN}}}",
            "3:51: unknown signal 'SIGITN', did you mean 'SIGINT'?"),
        Mistake(
            "relative workdir", "images: {a: {base: scratch, config: {workdir: app}}}",
            "3:47: 'app' is not an absolute path in the container, as in '/app'"),
        Mistake(
            "health check of nothing", "images: {a: {base: scratch, config: {healthcheck: {interval: 5s}}}}",
            "3:51: 'command' is missing: give a list of strings, or a line for the 'shell'"),
        Mistake(
            "health check of both kinds", "images: {a: {base: scratch, config: {healthcheck: {command: [a], shell: a}}}}",
            "3:66: 'command' and 'shell' exclude each other: keep one of them"),
    ]

    static let references = [
        Mistake(
            "misspelled base", "bases: {python311: {debian: bookworm}}\nimages: {a: {base: python31}}",
            "4:20: unknown base 'python31', did you mean 'python311'?", semantic: true),
        Mistake(
            "unknown base", "images: {a: {base: alpine}}",
            "3:20: unknown base 'alpine'; known: a, scratch; a registry image needs its tag, as in 'alpine:latest'", semantic: true),
        Mistake(
            "odd base", "images: {a: {base: 'python: 3'}}",
            "3:20: 'python: 3' is neither a base, an image, nor a reference such as python:3.12-slim or oci:DIR", semantic: true),
        Mistake(
            "name of both kinds", "bases: {a: {debian: trixie}}\nimages: {a: {base: scratch}}",
            "4:10: 'a' names both a base and an image: rename one", semantic: true),
        Mistake(
            "cyclic images", "images: {a: {base: c}, b: {base: a}, c: {base: b}}", "3:20: the order of images is a cycle: a -> c -> b -> a",
            semantic: true),
        Mistake("image on itself", "images: {a: {base: a}}", "3:20: image 'a' depends on itself", semantic: true),
        Mistake("cyclic bases", "bases: {a: {base: b}, b: {base: a}}", "3:19: the order of bases is a cycle: a -> b -> a", semantic: true),
        Mistake("unknown base of a base", "bases: {a: {base: b}}", "3:19: unknown base 'b'", semantic: true),
        Mistake(
            "mixed releases", "bases: {a: {debian: trixie}, b: {debian: bookworm, base: a}}",
            "3:58: base 'a' is trixie, but 'b' is bookworm: releases cannot be mixed", semantic: true),
        Mistake(
            "platform that the base lacks", "images: {a: {base: scratch}, b: {base: a, platforms: [linux/amd64, linux/arm64]}}",
            "3:40: image 'b' is built for linux/arm64, but its base 'a' is not", semantic: true),
        Mistake(
            "unset variable", "registry: '${IMGSHIP_TEST_REGISTRY}/x'",
            "3:11: the variable 'IMGSHIP_TEST_REGISTRY' is not set: set it, or write a default, ${IMGSHIP_TEST_REGISTRY:-...}",
            semantic: true),
        Mistake(
            "odd variable", "registry: '${a b}/x'",
            "3:11: '${a b}' is not a variable: write ${NAME} or ${NAME:-default}, or $${ for the text itself"),
    ]
}

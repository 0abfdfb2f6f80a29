"""Writes an OCI image layout that no builder writes: `odd_image.py DIR KIND`; the image is called `odd`."""
import gzip
import hashlib
import io
import json
import os
import sys
import tarfile

root, kind = sys.argv[1:]
os.makedirs(f"{root}/blobs/sha256")
OCI = "application/vnd.oci.image"


def blob(data, media_type, **more):
    digest = hashlib.sha256(data).hexdigest()
    with open(f"{root}/blobs/sha256/{digest}", "wb") as file:
        file.write(data)
    return {"mediaType": media_type, "digest": f"sha256:{digest}", "size": len(data), **more}


def document(value, media_type, **more):
    return blob(json.dumps(value).encode(), media_type, **more)


def layer(*entries):
    """Entries are (name, size), (name, "dir"), (name, "->", target) for a symbolic and (name, "=", target) for a hard link."""
    output = io.BytesIO()
    with tarfile.open(fileobj=output, mode="w") as tar:
        for name, what, *target in entries:
            info = tarfile.TarInfo(name)
            if what == "dir":
                info.type, info.mode = tarfile.DIRTYPE, 0o755
            elif what in ("->", "="):
                info.type = tarfile.SYMTYPE if what == "->" else tarfile.LNKTYPE
                info.linkname = target[0]
            else:
                info.size = what
            tar.addfile(info, io.BytesIO(b"x" * info.size))
    return output.getvalue()


def image(layers, config=None, compressed=False, **more):
    diff_ids = ["sha256:" + hashlib.sha256(data).hexdigest() for data in layers]
    full = {"architecture": "amd64", "os": "linux", "config": {}, "rootfs": {"type": "layers", "diff_ids": diff_ids}, **(config or {})}
    # What gzip writes depends on the version of zlib: compressed images have other digests elsewhere.
    blobs = [blob(gzip.compress(data), f"{OCI}.layer.v1.tar+gzip") if compressed else blob(data, f"{OCI}.layer.v1.tar") for data in layers]
    manifest = {"schemaVersion": 2, "mediaType": f"{OCI}.manifest.v1+json", "config": document(full, f"{OCI}.config.v1+json"),
                "layers": blobs, **more}
    return document(manifest, f"{OCI}.manifest.v1+json")


def index(*manifests):
    return document({"schemaVersion": 2, "mediaType": f"{OCI}.index.v1+json", "manifests": list(manifests)}, f"{OCI}.index.v1+json")


plain = layer(("app", 100))
if kind == "layers":
    # Each thing that a layer can hide or keep of the layers below it.
    entry = image([
        layer(("usr/", "dir"), ("usr/keep", 1000), ("usr/replaced", 5000), ("usr/removed", 7000), ("gone/", "dir"), ("gone/a", 300),
              ("gone/b/", "dir"), ("gone/b/c", 400), ("emptied/", "dir"), ("emptied/old", 800), ("linked", 9000),
              ("other-name", "=", "linked"), ("both", 60), ("both-too", "=", "both"), ("dir-to-file/", "dir"), ("dir-to-file/x", 20),
              ("file-to-dir", 30), ("usr-link", "->", "usr"), ("usr2", 11)),
        layer(("usr/replaced", 50), ("usr/.wh.removed", 0), (".wh.gone", 0), ("emptied/", "dir"), ("emptied/.wh..wh..opq", 0),
              ("emptied/new", 80), (".wh.linked", 0), ("dir-to-file", 5), ("file-to-dir/", "dir"), ("file-to-dir/y", 6)),
        layer(("gone/", "dir"), ("gone/back", 3), ("usr/deep/", "dir"), ("usr/deep/er/", "dir"), ("usr/deep/er/file", 12345)),
    ], compressed=True)
elif kind == "escapes":
    steer = "\x1b[2Jcleared\u202e\x07"
    entry = image([plain], {
        "author": steer, "config": {"Env": [f"A={steer}"], "Labels": {steer: "line\nfeed"}, "Cmd": [steer], "User": steer,
        "Healthcheck": {"Test": ["CMD", steer], "Interval": 2**63 - 1, "Timeout": -2**63}},
        "history": [{"created_by": steer}]})
elif kind == "steering path":
    entry = image([layer(("\x1b[2Jcleared", 10), ("dir\n/", "dir"), ("dir\n/file", 20))])
elif kind == "huge":
    size = 2**63 - 1
    huge = {"mediaType": f"{OCI}.layer.v1.tar", "digest": "sha256:" + "a" * 64, "size": size}
    manifest = json.loads(open(f"{root}/blobs/sha256/" + image([plain])["digest"][7:]).read())
    manifest["layers"] = [huge, {**huge, "digest": "sha256:" + "b" * 64}]
    entry = document(manifest, f"{OCI}.manifest.v1+json")
elif kind == "deep":
    entry = image([plain])
    for _ in range(20):
        entry = index(entry)
elif kind == "config is no JSON":
    manifest = json.loads(open(f"{root}/blobs/sha256/" + image([plain])["digest"][7:]).read())
    manifest["config"] = blob(b"{" * 3000, f"{OCI}.config.v1+json")
    entry = document(manifest, f"{OCI}.manifest.v1+json")
elif kind == "manifest and index":
    entry = document({"schemaVersion": 2, "layers": [], "config": {}, "manifests": []}, f"{OCI}.manifest.v1+json")
elif kind == "wrong bytes":
    entry = image([plain])
    path = f"{root}/blobs/sha256/" + entry["digest"][7:]
    data = open(path, "rb").read()
    open(path, "wb").write(data.replace(b"config", b"confiG", 1))
elif kind == "layer is no tar":
    entry = image([b"no tar at all, but long enough to look at: " * 50])
elif kind == "path out of the root":
    entry = image([layer(("../../etc/passwd", 10))])
elif kind == "attested":
    subject = image([plain])
    proof = image([layer(("statement", 7))])
    entry = index({**subject, "platform": {"os": "linux", "architecture": "amd64"}}, {
        **proof, "platform": {"os": "unknown", "architecture": "unknown"},
        "annotations": {"vnd.docker.reference.type": "attestation-manifest", "vnd.docker.reference.digest": subject["digest"]}})
elif kind == "foreign":
    # Its first layer is where only Windows looks for it.
    both = ["sha256:" + "b" * 64, "sha256:" + hashlib.sha256(plain).hexdigest()]
    whole = image([plain], {"rootfs": {"type": "layers", "diff_ids": both}})
    manifest = json.loads(open(f"{root}/blobs/sha256/" + whole["digest"][7:]).read())
    manifest["layers"].insert(0, {
        "mediaType": f"{OCI}.layer.nondistributable.v1.tar+gzip", "digest": "sha256:" + "a" * 64, "size": 1 << 30,
        "urls": ["https://layers.example/a"]})
    entry = document(manifest, f"{OCI}.manifest.v1+json")
elif kind == "big":
    # A gigabyte that takes no room on the disk.
    size = 1 << 30
    digest = hashlib.sha256()
    for _ in range(size >> 20):
        digest.update(bytes(1 << 20))
    with open(f"{root}/blobs/sha256/{digest.hexdigest()}", "wb") as file:
        file.truncate(size)
    manifest = json.loads(open(f"{root}/blobs/sha256/" + image([plain])["digest"][7:]).read())
    manifest["layers"] = [{"mediaType": f"{OCI}.layer.v1.tar", "digest": f"sha256:{digest.hexdigest()}", "size": size}]
    entry = document(manifest, f"{OCI}.manifest.v1+json")
else:
    sys.exit(f"what is '{kind}'?")
entry.setdefault("annotations", {})["org.opencontainers.image.ref.name"] = "odd"
with open(f"{root}/oci-layout", "w") as file:
    file.write('{"imageLayoutVersion":"1.0.0"}')
with open(f"{root}/index.json", "w") as file:
    json.dump({"schemaVersion": 2, "manifests": [entry]}, file)

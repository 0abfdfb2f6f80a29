import Testing

/// Mistakes in `registries:`.
extension Mistake {
    static let registries = [
        Mistake(
            "registry by its address", "registries: {'https://ghcr.io': {}}",
            "3:14: 'https://ghcr.io' is not a name: write HOST or HOST:PORT as it stands in references, as in docker.io or registry.example:5000"
        ),
        Mistake(
            "registry with a bad port", "registries: {'ghcr.io:0': {}}",
            "3:14: 'ghcr.io:0' is not a name: write HOST or HOST:PORT as it stands in references, as in docker.io or registry.example:5000"
        ),
        Mistake(
            "unknown key of a registry", "registries: {ghcr.io: {mirror: x.example}}",
            "3:24: unknown key 'mirror', did you mean 'mirrors'?"),
        Mistake(
            "mirror by its address", "registries: {docker.io: {mirrors: [https://x.example]}}",
            "3:36: write the mirror without 'https://'; how it is reached is said in its own entry of 'registries'"),
        Mistake(
            "mirror with a tag", "registries: {docker.io: {mirrors: [x.example/a:b]}}",
            "3:36: expected a mirror such as mirror.example or cache.example/docker-hub, found the text 'x.example/a:b'"),
        Mistake(
            "mirror twice", "registries: {docker.io: {mirrors: [x.example, x.example]}}", "3:47: mirror 'x.example' is listed twice"),
        Mistake(
            "address of a registry without scheme", "registries: {a.example: {address: b.example/x}}",
            "3:35: expected an address such as https://proxy.example/registry, found the text 'b.example/x'"),
        Mistake(
            "address with a password", "registries: {a.example: {address: 'https://u:p@b.example'}}",
            "3:35: expected an address such as https://proxy.example/registry, found the text 'https://u:p@b.example'"),
        Mistake(
            "address that is not encrypted", "registries: {a.example: {address: 'http://b.example'}}",
            "3:26: 'http://b.example' is not encrypted: use https, or write 'insecure: true' as well", semantic: true),
        Mistake(
            "authority without TLS", "registries: {a.example: {address: 'http://localhost', ca: a.pem}}",
            "3:55: 'ca' has no use without TLS: remove it, or give an https 'address'", semantic: true),
        Mistake(
            "authority that is not asked", "registries: {a.example: {insecure: true, ca: a.pem}}",
            "3:42: 'insecure' and 'ca' exclude each other: keep one of them"),
        Mistake(
            "certificate without its file", "registries: {a.example: {client-certificate: {key: k.pem}}}",
            "3:46: 'certificate' is missing: name its PEM file"),
        Mistake(
            "unknown shape", "registries: {a.example: {upload: parts}}",
            "3:34: expected one of stream, whole, chunks, found the text 'parts'"),
        Mistake(
            "too many at once", "registries: {a.example: {parallel: 100}}",
            "3:36: expected a number of blobs from 1 to 64, found the number 100"),
    ]
}

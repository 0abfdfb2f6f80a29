import ArgumentParser

/// Options of the verbs that build and push what they release.
struct ShippingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Set this tag (may be repeated); what `git describe` says unless given.", valueName: "tag"))
    var tag: [String] = []

    @Flag(help: "Make repositories that are missing (Amazon ECR).")
    var createRepository = false

    @Flag(help: "Let registries be without TLS, or have a certificate that nobody vouches for.")
    var insecure = false
}

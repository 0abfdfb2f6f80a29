extension Platform {
    /// The same platform with one name for each thing: `x86_64` is `amd64`, `arm64/v8` is `arm64`, `arm` is `arm/v7`, `amd64/v1` is `amd64`.
    /// - Source: containerd's platform names, as docker and buildkit use them.
    package var normalized: Platform {
        let names: [String: (String, String?)] = [
            "x86_64": ("amd64", nil), "x86-64": ("amd64", nil), "aarch64": ("arm64", nil), "i386": ("386", nil), "i486": ("386", nil),
            "i586": ("386", nil), "i686": ("386", nil), "armhf": ("arm", "v7"), "armel": ("arm", "v6"),
        ]
        let (name, implied) = names[architecture] ?? (architecture, nil)
        let number = (implied ?? variant).map { $0.hasPrefix("v") ? $0 : "v" + $0 }
        var normal: String? = implied ?? variant
        switch (name, number) {
        case ("amd64", "v1"), ("arm64", "v8"), ("386", _): normal = nil
        case ("arm", nil): normal = "v7"
        case ("amd64", _), ("arm64", _), ("arm", _): normal = number
        default: break
        }
        var copy = Platform(
            os: os == "macos" ? "darwin" : os, architecture: name, variant: normal, osVersion: osVersion, osFeatures: osFeatures)
        copy.unknown = unknown
        return copy
    }

    /// Whether an image for this platform runs where `wanted` does.
    package func matches(_ wanted: Platform) -> Bool {
        distance(from: wanted) != nil
    }

    /// How far an image for this platform is from what is `wanted`: 0 is exact, each step down in the variants is 1; nil if it does not run there.
    ///
    /// An `arm/v7` CPU runs v7, v6 and v5, an `amd64/v3` one v3, v2 and v1, an `arm64` one v8. Unlike containerd's default, `386` is not taken
    /// for `amd64` nor `arm` for `arm64`: what is added to a base image would not run with it.
    package func distance(from wanted: Platform) -> Int? {
        let (has, wants) = (normalized, wanted.normalized)
        guard has.os == wants.os, has.architecture == wants.architecture else { return nil }
        if let version = wants.osVersion, let own = has.osVersion, version != own { return nil }
        if !wants.osFeatures.isEmpty, !Set(has.osFeatures).isSubset(of: wants.osFeatures) { return nil }
        if has.variant == wants.variant { return 0 }
        let lowest = ["amd64": 1, "arm": 5, "arm64": 8]
        guard let floor = lowest[has.architecture], let own = has.level, let limit = wants.level, (floor...limit).contains(own) else {
            return nil
        }
        return limit - own
    }

    /// The number of a normalised variant; what is left out counts as the lowest.
    private var level: Int? {
        guard let variant else { return ["amd64": 1, "arm64": 8][architecture] }
        return variant.hasPrefix("v") ? Int(variant.dropFirst()) : nil
    }
}

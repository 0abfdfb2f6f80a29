/// The directories, links and small files that every Debian system has and no package ships.
enum SystemFiles {
    /// Called after the packages are unpacked.
    static func add(to additions: Additions, kept: KeptFiles, selection: PackageSelection) throws {
        try addMergedDirectories(to: additions)
        try additions.directory("tmp", mode: 0o1777)
        try additions.directory("var/tmp", mode: 0o1777)
        try additions.directory("etc")
        try additions.file("etc/hosts", hosts)
        try additions.file("etc/nsswitch.conf", kept[KeptFiles.nameServices] ?? Array(nameServices.utf8))
        if selection.contains("bash") { try additions.link("usr/bin/sh", to: "bash") }
        if selection.contains("base-files") { try addBaseFiles(to: additions) }
        if selection.contains("tzdata") { try addTimeZone(to: additions) }
        for member in selection.members { try addPythonDirectories(for: member.package.name, to: additions) }
        // No /etc/ld.so.cache: Debian's loader searches the multiarch directories by itself, so nothing needs it, and the only program
        // that writes one is ldconfig of the image's architecture, which would have to be run. Only
        // `ctypes.util.find_library` misses it.
    }

    /// `/bin`, `/sbin` and `/lib`, and the links of those other directories that a package filled.
    ///
    /// The loader is `/lib64/ld-linux-x86-64.so.2` in every program of amd64, and trixie's libc6 ships it below `usr/lib64`: without
    /// the link no program would start ("No such file or directory").
    private static func addMergedDirectories(to additions: Additions) throws {
        for name in LinkTable.mergedDirectories {
            if ["bin", "sbin", "lib"].contains(name) { try additions.directory("usr/" + name) }
            guard try additions.exists("usr/" + name) else { continue }
            try additions.link(name, to: "usr/" + name)
        }
    }

    /// What the postinst of base-files makes, but for the files of interactive shells and logins.
    private static func addBaseFiles(to additions: Additions) throws {
        for name in ["mnt", "srv", "opt", "media", "etc/opt", "var/opt"] { try additions.directory(name) }
        for name in ["bin", "etc", "games", "include", "lib", "sbin", "share", "src"] { try additions.directory("usr/local/" + name) }
        try additions.directory("run/lock", mode: 0o1777)
        try additions.link("var/run", to: "/run")
        try additions.link("var/lock", to: "/run/lock")
        try additions.link("etc/dpkg/origins/default", to: "debian")
    }

    /// The defaults of tzdata's questions: UTC.
    private static func addTimeZone(to additions: Additions) throws {
        try additions.link("etc/localtime", to: "/usr/share/zoneinfo/Etc/UTC")
        try additions.file("etc/timezone", "Etc/UTC\n")
    }

    /// The directory Debian's Python looks into for packages installed by hand; it is on `sys.path` only when it exists.
    private static func addPythonDirectories(for package: String, to additions: Additions) throws {
        guard let version = PythonPackage.version(of: package) else { return }
        try additions.directory("usr/local/lib/python\(version)/dist-packages")
    }

    /// As netbase writes it. Container runtimes put their own over it; some (a bare crun) do not, and then `localhost` must resolve.
    private static let hosts = """
        127.0.0.1\tlocalhost
        ::1\t\tlocalhost ip6-localhost ip6-loopback
        ff02::1\t\tip6-allnodes
        ff02::2\t\tip6-allrouters

        """

    /// Used when libc-bin, which has the distribution's, is not among the packages.
    private static let nameServices = """
        passwd:         files
        group:          files
        shadow:         files
        hosts:          files dns
        networks:       files
        protocols:      db files
        services:       db files

        """
}

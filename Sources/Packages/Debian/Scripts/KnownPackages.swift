/// Packages whose scripts were read by a person, because what they do is beyond a table of commands.
enum KnownPackages {
    static func contains(_ package: String) -> Bool {
        reasons[package] != nil || PythonPackage.version(of: package) != nil
    }

    /// What each of them does on a first installation, and what becomes of it here.
    private static let reasons = [
        "base-files": "the directories and links are made by SystemFiles; files of interactive shells and logins are left out",
        "base-passwd": "its lists of accounts are what AccountFiles starts from",
        "bash": "makes /bin/sh when there is none, as SystemFiles does",
        "ca-certificates": "the bundle and the links are made by CertificateStore",
        "coreutils": "makes /usr/bin/touch a link where /usr is not merged",
        "dash": "diverts /bin/sh, which its archive holds as a link already",
        "libc-bin": "copies nsswitch.conf, as SystemFiles does; runs ldconfig, which nothing needs",
        "libc6": "questions, and restarts of services after an upgrade",
        "netbase": "writes /etc/hosts, as SystemFiles does, and /etc/networks, which nothing needs",
        "tzdata": "sets the time zone to UTC, as SystemFiles does",
    ]
}

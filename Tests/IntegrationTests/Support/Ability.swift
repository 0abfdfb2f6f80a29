import Foundation
import Glibc
import TestSupport

/// What this machine lets a test do.
enum Ability {
    static let isRoot = geteuid() == 0

    /// Words that run a command as somebody who owns nothing here; nil when we cannot become another user.
    static let asStranger: [String]? = isRoot && has("setpriv") ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : nil

    /// Words that run a command as a user who has subordinate ids, as rootless containers need: ourselves, or one of the machine's.
    static let asContainerUser: [String]? = {
        let lines = ((try? String(contentsOfFile: "/etc/subuid", encoding: .utf8)) ?? "").split(separator: "\n")
        for name in lines.compactMap({ $0.split(separator: ":").first }) {
            guard let entry = getpwnam(String(name)), entry.pointee.pw_uid != 0 else { continue }
            let (user, group) = (entry.pointee.pw_uid, entry.pointee.pw_gid)
            let words = user == geteuid() ? [] : isRoot ? ["setpriv", "--reuid=\(user)", "--regid=\(group)", "--clear-groups"] : nil
            if let words, (try? Program.run(words + namespace + ["true"]))?.status == 0 { return words }
        }
        return nil
    }()

    static let canMount = isRoot && (try? Program.run(["unshare", "--mount", "sh", "-c", "mount -t tmpfs tmpfs /mnt"]))?.status == 0

    static let namespace = ["unshare", "--map-root-user", "--map-auto", "--mount"]

    /// Whether a rootless container can be made and looked at, and a program for it compiled.
    static let hasContainers = asContainerUser != nil && ["crun", "umoci", "cc", "skopeo"].allSatisfy(has)

    static let hasSkopeo = has("skopeo")
    static let hasUmoci = has("umoci")

    static func has(_ program: String) -> Bool {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
    }
}

import Configuration
import Diagnostics
import Glibc
import Release
import SystemPackage

/// Looks whether this machine has what the project needs: room for what is built, and programs that `imgship lock` asks.
struct MachineCheckup {
    let context: Context

    /// In bytes: what a build of a few images with their downloads commonly takes, and what hardly any fits into.
    private static let plenty: Int64 = 4_000_000_000, little: Int64 = 500_000_000

    /// - Throws: `CancellationError`.
    func run(_ file: ProjectFile?) async throws -> [CheckupLine] {
        guard let file, !file.images.isEmpty else { return [] }
        var lines = [room].compactMap(\.self)
        if !file.bases.isEmpty {
            lines.append(try await program("apt", "Debian packages", ["apt-get"], remedy: "use a machine with Debian or Ubuntu"))
        }
        // A finished lock in Python's own form needs nobody who resolves.
        if file.images.values.contains(where: { $0.python?.requirements.isEmpty == false }) {
            lines.append(try await program("uv", "Python packages", ["uv"], ["python3", "-m", "uv"], remedy: "pip install uv"))
        }
        return lines
    }

    /// Of the store's disk, or of the one it will be on.
    private var room: CheckupLine? {
        var place = context.storePath
        var status = statvfs()
        while statvfs(place.string, &status) != 0 {
            guard place.removeLastComponent() else { return nil }
        }
        let free = Int64(clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue)
        let state: CheckupLine.State = free < Self.little ? .failed : free < Self.plenty ? .doubtful : .ok
        return CheckupLine(
            "disk", state, "\(ByteCount(free)) free for the store at '\(context.storePath)'",
            remedy: state == .ok
                ? nil : "free some space, or put the store on another disk with --store; `imgship prune --local` removes what no image uses"
        )
    }

    /// A program is doubtful when it is missing: a build needs none, where the lock is made elsewhere.
    private func program(_ subject: String, _ what: String, _ commands: [String]..., remedy: String) async throws -> CheckupLine {
        for command in commands {
            do {
                let output = try await context.programs.run(command[0], command.dropFirst() + ["--version"], limit: .seconds(20))
                guard let output, output.status == 0 else { continue }
                let line = String(decoding: output.output, as: UTF8.self).split(whereSeparator: \.isNewline).first ?? ""
                return CheckupLine(subject, .ok, String(line))
            } catch is ProgramError {}
        }
        return CheckupLine(
            subject, .doubtful, "it is not there; only `imgship lock` needs it, to resolve \(what)", remedy: remedy)
    }
}

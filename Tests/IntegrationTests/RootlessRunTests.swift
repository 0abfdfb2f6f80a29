import Foundation
import TestSupport
import Testing

/// Judged by umoci and crun, as a user without any right of root's.
@Suite(.serialized, .enabled(if: Ability.hasContainers, "user namespaces with subordinate ids, crun, umoci and a C compiler are needed"))
struct `A built image` {
    @Test func `runs without root`() throws {
        let project = try SampleProject()
        let user = try #require(Ability.asContainerUser)
        let program = """
            #include <stdio.h>
            #include <stdlib.h>
            #include <unistd.h>
            int main(int count, char **words) {
                char here[256];
                printf("%s %s %s %d\\n", getenv("GREETING"), count > 1 ? words[1] : "", getcwd(here, sizeof here), access("/app/run", X_OK));
            }
            """
        try project.directory.write("hello.c", program)
        try Program.output(["cc", "-static", "-o", "app/run", "hello.c"], directory: project.root)
        try project.directory.write(
            "imgship.yaml",
            """
            version: 1
            project: sample
            platforms: [\(Self.platform)]
            compression: gzip
            images:
              files:
                base: scratch
                copy: [{from: app, to: /app}]
                config: {entrypoint: [/app/run], cmd: [world], workdir: /app, env: {GREETING: hello}}

            """)
        if !user.isEmpty { try Program.output(["chown", "-R", String(user[1].dropFirst("--reuid=".count)), project.root]) }
        try project.output(["build"], wrapper: user)
        let output = try Program.output(user + Ability.namespace + ["sh", "-euc", Self.script], directory: project.root)
        #expect(output == "hello world /app 0\n")
    }

    #if arch(arm64)
        static let platform = "linux/arm64"
    #else
        static let platform = "linux/amd64"
    #endif

    /// The control groups of the machine are hidden: crun looks at them even where it is told to leave them alone.
    static let script = """
        mount -t tmpfs tmpfs /sys/fs/cgroup
        umoci unpack --rootless --image .imgship:files bundle >/dev/null
        python3 - <<'END'
        import json
        spec = json.load(open("bundle/config.json"))
        spec["process"]["terminal"] = False
        json.dump(spec, open("bundle/config.json", "w"))
        END
        exec crun --root "$PWD/crun" --cgroup-manager=disabled run --bundle bundle "imgship-test-$$" </dev/null
        """
}

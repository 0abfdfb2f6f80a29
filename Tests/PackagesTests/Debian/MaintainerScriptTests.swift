import Testing

@testable import Packages

@Suite struct `A maintainer script` {
    private func postinst(_ body: String) -> MaintainerScript {
        MaintainerScript(.postinst, "#!/bin/sh\nset -e\n" + body, package: "example")
    }

    @Test(arguments: [
        "", "exit 0\n", "# useradd x\n", "if true; then :; fi\n",
        "if [ \"$1\" = upgrade ]; then useradd x; fi\n",
        "if [ \"$1\" = configure ] && [ -n \"$2\" ]; then useradd x; fi\n",
        "if [ \"$1\" = configure -a -n \"$2\" ]; then useradd x; fi\n",
        "[ -z \"$2\" ] || useradd x\n",
        "case \"$1\" in\n  abort-upgrade|abort-remove) useradd x ;;\n  configure) : ;;\n  *) useradd y; exit 1 ;;\nesac\n",
        "if dpkg --compare-versions \"$2\" lt-nl 1.2; then useradd x; fi\n",
        "unused() {\n  useradd x\n}\n",
        "cat <<EOF\nuseradd x\nEOF\n", "cat <<-'EOF'\n\tuseradd x\n\tEOF\n",
        "echo \"useradd ) ' x\" >&2\n",
        "V=$(useradd \"$(echo ')')\")\n",
    ]) func `does nothing on a first installation`(body: String) {
        #expect(postinst(body).finding == .nothing)
    }

    @Test(arguments: [
        "ldconfig\n", "if [ -x /usr/bin/update-menus ]; then update-menus; fi\n",
        "dpkg-maintscript-helper rm_conffile /etc/x 1.0~ -- \"$@\"\n",
        ". /usr/share/debconf/confmodule\ndb_get a/b || true\nldconfig\n",
        "if command -v py3compile >/dev/null 2>&1; then\n\tpy3compile -p example\nfi\n",
        "deb-systemd-helper unmask 'x.service' >/dev/null || true\n",
        "update-alternatives --install /usr/bin/x x /usr/bin/x1 10\n",
        "rm -f /etc/x.old\n",
    ]) func `is known when an image misses nothing of it`(body: String) {
        #expect(postinst(body).finding == .known)
    }

    @Test(arguments: [
        ("useradd x\n", "useradd x"),
        ("if [ \"$1\" = configure ] && [ -z \"$2\" ]; then /usr/sbin/useradd x; fi\n", "/usr/sbin/useradd x"),
        ("case \"$1\" in\n configure)\n  chown root:x /usr/bin/y ;;\nesac\n", "chown root:x /usr/bin/y"),
        ("echo a > /etc/x\n", "echo a > /etc/x"),
        ("make_it() {\n  touch \"$1\"\n}\nmake_it /etc/x\n", "touch $1"),
        ("ok() { [ \"$1\" = configure ]; }\nif ok no; then\n  touch /x\nfi\n", "touch /x"),
        ("update-alternatives --install /usr/bin/x x \"$P\" 10\n", "update-alternatives --install /usr/bin/x x $P 10"),
        ("for x in a b; do mkdir -p /var/$x; done\n", "mkdir -p /var/$x"),
        ("! grep -q x /etc/passwd || adduser x\n", "adduser x"),
        ("( cd /tmp && ln -s a b )\n", "ln -s a b"),
        ("while read l; do cp a b; done < /etc/x\n", "cp a b"),
        ("grep x /etc/y | tee /etc/z\n", "tee /etc/z"),
        ("dpkg-divert --add --rename --divert /a.real /a\n", "dpkg-divert --add --rename --divert /a.real /a"),
        ("sed -i s/a/b/ /etc/x\n", "sed -i s/a/b/ /etc/x"),
        ("shift\n[ \"$1\" = configure ] || cp a b\n", "cp a b"),
    ]) func `is reported by the first command that is not understood`(body: String, command: String) {
        #expect(postinst(body).finding == .unknown(command))
    }

    @Test func `in another language is reported by its first line`() {
        #expect(MaintainerScript(.postinst, "#!/usr/bin/perl\nprint 1;\n", package: "a").finding == .unknown("#!/usr/bin/perl"))
        #expect(MaintainerScript(.preinst, "\u{7f}ELF", package: "base-passwd").finding == .known)
    }

    /// Nothing an archive holds may crash or hang the program.
    @Test(arguments: [
        "if", "case", "case x", "case x in", "case x in a", "(", ")", "{", "}", "&&", "fi", ";;", "'", "\"", "`", "$(", "${", "\\", "<<",
        "<<X", ">", "f()",
        "f() { f; }; f", "f(){ g;g;};g(){ h;h;};h(){ f;f;};f", "a=", "=", "!", "esac esac", "for", "while", "do done", "x ()()()",
    ]) func `that is broken ends the reading and not the program`(text: String) {
        _ = postinst(text)
        _ = postinst(String(repeating: text + " ", count: 500))
        _ = postinst(String(repeating: text + "\n", count: 500))
        _ = postinst(String(repeating: text, count: 500))
    }

    @Test func `gives its alternatives with slaves, lines joined`() {
        let script = postinst("update-alternatives --quiet --install /a/b b /c/d 50 \\\n  --slave /e/f f /g/h\n")
        let link = { Alternative.Link(link: $0, name: $1, path: $2) }
        #expect(script.alternatives.map(\.main) == [link("/a/b", "b", "/c/d")])
        #expect(script.alternatives.first?.priority == 50)
        #expect(script.alternatives.first?.slaves == [link("/e/f", "f", "/g/h")])
    }
}

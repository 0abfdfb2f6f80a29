import TestSupport

/// A private key on P-256, made by openssl(1) as `aws login` makes its own.
enum TestKey {
    static let pem = (try? Program.output(["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout"])) ?? ""
}

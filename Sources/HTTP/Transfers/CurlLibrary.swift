internal import CCurl
internal import CShims

/// The one set-up that libcurl needs before its first use.
enum CurlLibrary {
    private static let status = imgship_curl_global_init()

    /// - Throws: ``HTTPError`` `.unusable` when libcurl or its TLS library cannot be set up.
    static func start() throws(HTTPError) {
        guard status == CURLE_OK else {
            throw HTTPError(.unusable, address: "", host: "", message: HTTPError.words(for: status))
        }
    }
}

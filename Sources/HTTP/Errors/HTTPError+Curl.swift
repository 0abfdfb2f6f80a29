internal import CCurl

extension HTTPError {
    /// The meaning of a libcurl code.
    /// - Parameter words: what libcurl wrote about the failure.
    /// - Source: libcurl-errors(3) of 7.88.
    static func code(for result: CURLcode, words: String? = nil) -> Code {
        switch result {
        case CURLE_SSL_CONNECT_ERROR where words.map(isBrokenHandshake) == true: .couldNotConnect
        case CURLE_URL_MALFORMAT: .invalidAddress
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .couldNotResolve
        case CURLE_COULDNT_CONNECT, CURLE_PROXY, CURLE_INTERFACE_FAILED: .couldNotConnect
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CIPHER, CURLE_SSL_CRL_BADFILE,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT,
            CURLE_USE_SSL_FAILED:
            .tls
        case CURLE_SSL_CERTPROBLEM, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ENGINE_NOTFOUND, CURLE_BAD_FUNCTION_ARGUMENT,
            CURLE_UNKNOWN_OPTION, CURLE_NOT_BUILT_IN:
            .invalidConfiguration
        case CURLE_OPERATION_TIMEDOUT: .timeout(.total)
        case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_SSL_SHUTDOWN_FAILED, CURLE_HTTP2,
            CURLE_HTTP2_STREAM, CURLE_SEND_FAIL_REWIND, CURLE_NO_CONNECTION_AVAILABLE, CURLE_AGAIN:
            .reset
        case CURLE_PARTIAL_FILE: .truncated
        case CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING, CURLE_UNSUPPORTED_PROTOCOL: .badResponse
        case CURLE_FILESIZE_EXCEEDED: .tooLarge
        case CURLE_TOO_MANY_REDIRECTS: .tooManyRedirects
        default: .unusable
        }
    }

    /// Whether the connection ended during the handshake of TLS, which says nothing about certificates; nor was anything sent by then.
    ///
    /// libcurl has one code for this and for all that either side refuses; the words are its own and OpenSSL's, in no language but English.
    private static func isBrokenHandshake(_ words: String) -> Bool {
        ["Recv failure", "Send failure", "SSL_ERROR_SYSCALL", "unexpected eof"].contains { words.contains($0) }
    }

    /// libcurl's own text for a code, where it wrote nothing more exact.
    static func words(for result: CURLcode) -> String { String(cString: curl_easy_strerror(result)) }
}

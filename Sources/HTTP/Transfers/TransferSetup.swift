internal import CCurl
import HTTPTypes

/// Writes a request and a configuration into a transfer's libcurl handle.
struct TransferSetup {
    let configuration: HTTPConfiguration
    /// PEM of every trusted authority, when files are to be trusted beside the machine's bundle.
    let authorities: [UInt8]?
    let prefersHTTP2: Bool

    /// - Throws: ``HTTPError`` `.invalidConfiguration` with libcurl's words when it refuses an option.
    func apply(_ request: Request, to transfer: Transfer) throws(HTTPError) {
        transfer.timeouts = request.timeouts ?? configuration.timeouts
        transfer.patience = max(request.patience ?? .zero, transfer.timeouts.stall)
        do throws(CurlFailure) {
            try transfer.connectCallbacks()
            try setBasics(request, transfer)
            try setMethod(request, transfer)
            try setProxy(request, transfer)
            try setTrust(request, transfer)
            try transfer.easy.set(headerLines: headerLines(request))
        } catch {
            throw HTTPError(.invalidConfiguration, request.address, message: HTTPError.words(for: error.result))
        }
    }

    private func setBasics(_ request: Request, _ transfer: Transfer) throws(CurlFailure) {
        try transfer.easy.set(CURLOPT_URL, request.address.text)
        try transfer.easy.set(CURLOPT_PROTOCOLS_STR, "http,https")
        try transfer.easy.set(CURLOPT_FOLLOWLOCATION, 0)
        // Signals belong to the program; and a name that does not resolve must not hold up the driver thread.
        try transfer.easy.set(CURLOPT_NOSIGNAL, 1)
        try transfer.easy.set(CURLOPT_QUICK_EXIT, 1)
        try transfer.easy.set(CURLOPT_TCP_KEEPALIVE, 1)
        try transfer.easy.set(CURLOPT_BUFFERSIZE, 128 * 1024)
        try transfer.easy.set(CURLOPT_CONNECTTIMEOUT_MS, transfer.timeouts.connect.milliseconds)
        try transfer.easy.set(CURLOPT_TIMEOUT_MS, transfer.timeouts.total?.milliseconds ?? 0)
        let isHTTP2 = request.version == .http2 || (request.version == .automatic && prefersHTTP2)
        try transfer.easy.set(CURLOPT_HTTP_VERSION, isHTTP2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1)
        // Waiting for a connection that may be shared pays only where HTTP/2 can be agreed on.
        try transfer.easy.set(CURLOPT_PIPEWAIT, isHTTP2 && request.address.isSecure ? 1 : 0)
    }

    private func setMethod(_ request: Request, _ transfer: Transfer) throws(CurlFailure) {
        if request.method == .head { try transfer.easy.set(CURLOPT_NOBODY, 1) }
        if let upload = transfer.upload {
            try transfer.easy.set(CURLOPT_UPLOAD, 1)
            try transfer.easy.set(CURLOPT_UPLOAD_BUFFERSIZE, 128 * 1024)
            try transfer.easy.set(CURLOPT_INFILESIZE_LARGE, size: upload.length ?? -1)
        }
        if request.method != .head { try transfer.easy.set(CURLOPT_CUSTOMREQUEST, request.method.rawValue) }
    }

    /// An empty text keeps libcurl from reading the environment.
    private func setProxy(_ request: Request, _ transfer: Transfer) throws(CurlFailure) {
        let proxy = configuration.proxy.proxy(for: request.address)
        try transfer.easy.set(CURLOPT_PROXY, proxy?.exposed ?? "")
        try transfer.easy.set(CURLOPT_NOPROXY, configuration.proxy.exceptions)
        try transfer.easy.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    }

    private func setTrust(_ request: Request, _ transfer: Transfer) throws(CurlFailure) {
        guard request.address.isSecure else { return }
        let trust = configuration.trust
        try transfer.easy.set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        let verifies = trust.verifies(request.address)
        try transfer.easy.set(CURLOPT_SSL_VERIFYPEER, verifies ? 1 : 0)
        try transfer.easy.set(CURLOPT_SSL_VERIFYHOST, verifies ? 2 : 0)
        if let authorities {
            try transfer.easy.set(CURLOPT_CAINFO_BLOB, bytes: authorities)
        } else if let bundle = trust.bundle {
            try transfer.easy.set(CURLOPT_CAINFO, bundle)
        }
        // The machine's directory of certificates is not part of a bundle that replaces the machine's.
        if trust.bundle != nil { try transfer.easy.set(CURLOPT_CAPATH, nil) }
        if let own = trust.clientCertificate, own.origin == nil || own.origin == request.address.origin {
            try transfer.easy.set(CURLOPT_SSLCERT, own.certificate)
            try transfer.easy.set(CURLOPT_SSLKEY, own.key ?? own.certificate)
            if let password = own.password { try transfer.easy.set(CURLOPT_KEYPASSWD, password.exposed) }
        }
    }

    private func headerLines(_ request: Request) -> [String] {
        // Waiting for "100 Continue" costs a second at servers that do not know it.
        var lines = ["Expect:"]
        // `Name;` is libcurl's way to send a field without a value.
        for field in request.fields { lines.append(field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)") }
        if request.fields[.userAgent] == nil { lines.append("User-Agent: \(configuration.userAgent)") }
        if request.fields[.acceptEncoding] == nil { lines.append("Accept-Encoding: identity") }
        if case .none = request.body, [.post, .put, .patch].contains(request.method) { lines.append("Content-Length: 0") }
        return lines
    }
}

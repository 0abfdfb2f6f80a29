internal import CCurl

/// Owns one libcurl URL handle.
struct URLParts: ~Copyable {
    private let handle: OpaquePointer

    init?() {
        guard let handle = curl_url() else { return nil }
        self.handle = handle
    }

    deinit { curl_url_cleanup(handle) }

    /// Sets the whole address; a relative one is resolved against what is there.
    /// - Returns: libcurl's words when it is not an address.
    func set(_ address: String) -> String? {
        let status = curl_url_set(handle, CURLUPART_URL, address, UInt32(CURLU_URLENCODE | CURLU_ALLOW_SPACE))
        return status == CURLUE_OK ? nil : String(cString: curl_url_strerror(status)).lowercased()
    }

    func clearFragment() {
        // Setting a part to nil cannot fail: there is nothing to parse.
        _ = curl_url_set(handle, CURLUPART_FRAGMENT, nil, 0)
    }

    /// One part, or nil when the address has none.
    func get(_ part: CURLUPart, _ flags: Int32 = 0) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(handle, part, &text, UInt32(flags)) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }
}

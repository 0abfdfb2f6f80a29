internal import CCurl
internal import CShims

/// Owns one libcurl transfer handle, its header list and its buffer for error texts.
struct EasyHandle: ~Copyable {
    let pointer: UnsafeMutableRawPointer
    private let errorText: UnsafeMutablePointer<CChar>
    private var lines: UnsafeMutablePointer<curl_slist>?

    /// Nil when there is no memory.
    init?() {
        guard let pointer = curl_easy_init() else { return nil }
        self.pointer = pointer
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        // Fails for no handle; without the buffer only the exact words would be missing.
        _ = imgship_curl_set_pointer(pointer, CURLOPT_ERRORBUFFER, errorText)
    }

    deinit {
        curl_easy_cleanup(pointer)
        curl_slist_free_all(lines)
        errorText.deallocate()
    }

    /// libcurl's own words about the last failure; nil when it wrote none.
    var errorWords: String? {
        let text = String(cString: errorText)
        return text.isEmpty ? nil : text
    }

    func set(_ option: CURLoption, _ value: String?) throws(CurlFailure) {
        try check(imgship_curl_set_text(pointer, option, value))
    }

    func set(_ option: CURLoption, _ value: Int) throws(CurlFailure) {
        try check(imgship_curl_set_number(pointer, option, value))
    }

    func set(_ option: CURLoption, size: Int64) throws(CurlFailure) {
        try check(imgship_curl_set_size(pointer, option, curl_off_t(size)))
    }

    func set(_ option: CURLoption, bytes: [UInt8]) throws(CurlFailure) {
        try check(
            bytes.withUnsafeBytes { buffer in
                buffer.baseAddress.map { imgship_curl_set_bytes(pointer, option, $0, buffer.count) } ?? CURLE_BAD_FUNCTION_ARGUMENT
            })
    }

    func set(_ option: CURLoption, pointer value: UnsafeMutableRawPointer) throws(CurlFailure) {
        try check(imgship_curl_set_pointer(pointer, option, value))
    }

    func set(_ option: CURLoption, function: imgship_curl_data_function) throws(CurlFailure) {
        try check(imgship_curl_set_data_function(pointer, option, function))
    }

    func set(seek function: imgship_curl_seek_function) throws(CurlFailure) {
        try check(imgship_curl_set_seek_function(pointer, function))
    }

    /// Sets the header lines, `Name: value` each.
    mutating func set(headerLines: [String]) throws(CurlFailure) {
        for line in headerLines {
            guard let longer = curl_slist_append(lines, line) else { throw CurlFailure(CURLE_OUT_OF_MEMORY) }
            lines = longer
        }
        try check(imgship_curl_set_list(pointer, CURLOPT_HTTPHEADER, lines))
    }

    /// The bundle of authorities that libcurl was built to trust; nil when it has none.
    var defaultBundle: String? {
        var path: UnsafePointer<CChar>?
        guard imgship_curl_get_text(pointer, CURLINFO_CAINFO, &path) == CURLE_OK else { return nil }
        return path.map { String(cString: $0) }
    }

    /// Whether there was a connection to speak through, TLS and proxy included.
    var hasConnected: Bool {
        var time: curl_off_t = 0
        return imgship_curl_get_size(pointer, CURLINFO_PRETRANSFER_TIME_T, &time) == CURLE_OK && time > 0
    }

    /// Lets a paused transfer go on, in both directions.
    func resume() -> CURLcode { curl_easy_pause(pointer, CURLPAUSE_CONT) }

    private func check(_ result: CURLcode) throws(CurlFailure) {
        guard result == CURLE_OK else { throw CurlFailure(result) }
    }
}

/// A libcurl call on a handle returned an error.
struct CurlFailure: Error {
    let result: CURLcode
    init(_ result: CURLcode) { self.result = result }
}

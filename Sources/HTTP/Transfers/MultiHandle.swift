internal import CCurl
internal import CShims

/// Owns one libcurl multi handle.
final class MultiHandle: @unchecked Sendable {
    // SAFETY: only the driver thread calls anything but `wakeUp`, and `curl_multi_wakeup` may be called from any thread as
    // long as the handle lives, which whoever holds this object makes sure of.
    private let pointer: UnsafeMutableRawPointer

    init() throws(HTTPError) {
        try CurlLibrary.start()
        guard let pointer = curl_multi_init() else {
            throw HTTPError(.unusable, address: "", host: "", message: "libcurl has no memory")
        }
        self.pointer = pointer
    }

    deinit { curl_multi_cleanup(pointer) }

    func wakeUp() {
        // Fails only when its pipe is full, and then the thread is being woken anyway.
        _ = curl_multi_wakeup(pointer)
    }

    func add(_ easy: UnsafeMutableRawPointer) -> CURLMcode { curl_multi_add_handle(pointer, easy) }
    func remove(_ easy: UnsafeMutableRawPointer) -> CURLMcode { curl_multi_remove_handle(pointer, easy) }

    func perform() -> CURLMcode {
        var running: Int32 = 0
        return curl_multi_perform(pointer, &running)
    }

    /// Waits for sockets, timers, `wakeUp`, or the end of the time.
    func wait(milliseconds: Int) -> CURLMcode {
        curl_multi_poll(pointer, nil, 0, Int32(clamping: milliseconds), nil)
    }

    /// The next transfer that has ended; nil when there is none.
    func nextFinished() -> (easy: UnsafeMutableRawPointer, result: CURLcode)? {
        var left: Int32 = 0
        while let message = curl_multi_info_read(pointer, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
            return (easy, message.pointee.data.result)
        }
        return nil
    }

    static func words(for status: CURLMcode) -> String { String(cString: curl_multi_strerror(status)) }
}

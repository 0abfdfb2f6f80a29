internal import CCurl

/// One exchange with a server, from the request to the last byte of the answer.
final class Transfer: @unchecked Sendable {
    // SAFETY: `easy`, `timeouts`, `patience` and what is below "driver thread" belong to the task that makes the transfer until it is
    // started, and to the driver thread from then on. The others are constants or guarded by their own locks.
    let address: WebAddress
    let inbox: ResponseInbox
    let upload: UploadBuffer?
    var easy: EasyHandle
    var timeouts = Timeouts()
    /// How long the server may be silent before its answer; at least the stall limit.
    var patience = Timeouts().stall

    // MARK: Driver thread

    private var parser = HeadParser()
    private var failure: HTTPError?
    private var isConnected = false
    private var isAnswered = false
    private var isPaused = false
    private var lastActivity = ContinuousClock.now
    /// What went over the wire since `windowStart`: a peer that sends a byte now and then is never silent, and never done.
    private var windowCount = 0
    private var windowStart = ContinuousClock.now

    /// In bytes, for as long as four times the longest silence: some 500 bytes a second with the usual 30 seconds.
    private static let leastInWindow = 64 << 10
    private static let windowLength = 4

    init(_ address: WebAddress, capacity: Int, upload: UploadBuffer?) throws(HTTPError) {
        guard let easy = EasyHandle() else { throw HTTPError(.unusable, address, message: "libcurl has no memory") }
        self.easy = easy
        self.address = address
        self.upload = upload
        inbox = ResponseInbox(capacity: capacity)
    }

    /// Points libcurl's callbacks at this transfer, which the driver keeps alive while libcurl may call them.
    func connectCallbacks() throws(CurlFailure) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        try easy.set(CURLOPT_WRITEDATA, pointer: context)
        try easy.set(CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            Transfer.from(context)?.receive(UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
        }
        try easy.set(CURLOPT_HEADERDATA, pointer: context)
        try easy.set(CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            Transfer.from(context)?.receiveLine(UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
        }
        guard upload != nil else { return }
        try easy.set(CURLOPT_READDATA, pointer: context)
        try easy.set(CURLOPT_READFUNCTION) { bytes, size, count, context in
            Transfer.from(context)?.provide(UnsafeMutableRawBufferPointer(start: bytes, count: size * count)) ?? Int(CURL_READFUNC_ABORT)
        }
        try easy.set(CURLOPT_SEEKDATA, pointer: context)
        try easy.set { context, offset, origin in
            Transfer.from(context)?.rewind(to: Int(offset), origin: origin) ?? CURL_SEEKFUNC_FAIL
        }
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        // SAFETY: the context is the pointer set above, and the driver holds the transfer until libcurl has let go of it.
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }

    private func receive(_ bytes: UnsafeRawBufferPointer) -> Int {
        noteActivity(bytes.count)
        switch inbox.accept(bytes) {
        case .taken: return bytes.count
        case .full:
            isPaused = true
            return Int(CURL_WRITEFUNC_PAUSE)
        case .abandoned: return 0
        }
    }

    private func receiveLine(_ line: UnsafeRawBufferPointer) -> Int {
        noteActivity(line.count)
        switch parser.take(line, from: address) {
        case .more: return line.count
        case .head(let head):
            // What was waited for the server's thoughts does not count against its answer.
            isAnswered = true
            restartWindow()
            inbox.deliver(head)
            return line.count
        case .tooLarge: failure = HTTPError(.tooLarge, address, message: "more than \(HeadParser.limit) bytes of header fields")
        case .malformed: failure = HTTPError(.badResponse, address, message: "the status line is not one of HTTP")
        }
        return 0
    }

    private func provide(_ target: UnsafeMutableRawBufferPointer) -> Int {
        switch upload?.read(into: target) ?? .end {
        case .bytes(let count):
            noteActivity(count)
            return count
        case .end: return 0
        case .wait: return Int(CURL_READFUNC_PAUSE)
        case .failed: return Int(CURL_READFUNC_ABORT)
        }
    }

    private func rewind(to offset: Int, origin: Int32) -> Int32 {
        guard origin == 0, let upload, upload.rewind(to: offset) else { return CURL_SEEKFUNC_FAIL }
        return CURL_SEEKFUNC_OK
    }

    private func noteActivity(_ count: Int) {
        if !isConnected { restartWindow() }
        isConnected = true
        lastActivity = .now
        windowCount += count
        if windowCount >= Self.leastInWindow { restartWindow() }
    }

    private func restartWindow() {
        windowCount = 0
        windowStart = .now
    }

    /// Goes on after a pause. Errors show when the transfer ends.
    func resume() {
        isPaused = false
        lastActivity = .now
        restartWindow()
        _ = easy.resume()
    }

    /// When the transfer has been silent, or next to silent, for too long; nil while it is the caller who makes it wait.
    var stallDeadline: ContinuousClock.Instant? {
        if isPaused || upload?.isStarved == true { return nil }
        guard isConnected else { return lastActivity + timeouts.connect + silence }
        return min(lastActivity + silence, windowStart + window)
    }

    /// Whether the server has all of the request, and may think.
    private var isAwaited: Bool { !isAnswered && upload?.isSpent != false && patience > timeouts.stall }
    /// How long nothing at all may come.
    private var silence: Duration { isAwaited ? patience : timeouts.stall }
    /// How long next to nothing may come.
    private var window: Duration { timeouts.stall * Self.windowLength + (isAwaited ? patience : .zero) }

    func stall() {
        let isSilent = lastActivity + silence <= .now
        let words =
            !isSilent ? "hardly any data for \(window)" : isAwaited ? "no answer for \(silence)" : "no data for \(silence)"
        failure = HTTPError(.timeout(.stall), address, message: words)
    }

    /// Tells the reader how the transfer ended, as libcurl puts it.
    func end(_ result: CURLcode) {
        upload?.close()
        if let failure {
            inbox.end(.failure(failure))
        } else if result == CURLE_OK {
            inbox.end(.success(()))
        } else if let cause = upload?.failure {
            inbox.end(.failure(cause))
        } else {
            inbox.end(.failure(error(result)))
        }
    }

    private func error(_ result: CURLcode) -> HTTPError {
        let words = easy.errorWords
        var code = HTTPError.code(for: result, words: words)
        // libcurl has one code for both of its limits.
        if code == .timeout(.total), !easy.hasConnected { code = .timeout(.connect) }
        return HTTPError(code, address, message: words ?? HTTPError.words(for: result))
    }
}

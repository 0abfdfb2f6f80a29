/// Bytes that are the same in every run.
enum SampleBytes {
    /// Bytes that no compressor makes smaller.
    static func random(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
        var state = seed &* 0x9e37_79b9_7f4a_7c15 | 1
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            for index in 0..<count {
                // Knuth's MMIX generator; its upper bits are the good ones.
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                buffer[index] = UInt8(truncatingIfNeeded: state >> 56)
            }
            initialized = count
        }
    }

    /// Runs of text and of noise, as in a tar.
    static func mixed(_ count: Int) -> [UInt8] {
        let text = Array("usr/lib/python3.11/site-packages/gradio/templates/frontend/assets/index.js\n".utf8)
        let unit = (0..<16).flatMap { random(701, seed: UInt64($0)) + (0..<20).flatMap { _ in text } }
        return (0..<(count / unit.count + 1)).reduce(into: []) { bytes, number in
            bytes += random(64, seed: UInt64(number) + 99)
            bytes += unit
        }.prefix(count).map(\.self)
    }
}

import Foundation
import SystemPackage

extension FileDescriptor {
    /// The bytes up to the next line's end.
    package func line() throws -> String {
        var line: [UInt8] = []
        var byte: [UInt8] = [0]
        while line.last != 0x0a, try byte.withUnsafeMutableBytes({ try read(into: $0) }) == 1 { line += byte }
        return String(decoding: line, as: UTF8.self).trimmingCharacters(in: .newlines)
    }
}

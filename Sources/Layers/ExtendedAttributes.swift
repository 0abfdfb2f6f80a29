import Bytes
internal import CShims
internal import Glibc
import SystemPackage

/// Reads the extended attributes of a file that belong into an image: file capabilities and `user.*`.
///
/// Others (`security.selinux`, `system.posix_acl_access`, `trusted.*`) describe the machine the file lies on.
enum ExtendedAttributes {
    /// - Throws: ``FileError``; a file system without attributes gives none.
    static func read(_ path: FilePath, isLink: Bool) throws -> [String: [UInt8]] {
        if isLink { return [:] }
        let length = path.withPlatformString { imgship_list_attributes($0, nil, 0) }
        if length <= 0 { return try none(length, path) }
        var list = [UInt8](repeating: 0, count: length)
        let filled = path.withPlatformString { name in
            list.withUnsafeMutableBytes { imgship_list_attributes(name, $0.bindMemory(to: CChar.self).baseAddress, length) }
        }
        if filled < 0 { return try none(filled, path) }
        var attributes: [String: [UInt8]] = [:]
        for part in list[..<filled].split(separator: 0) {
            let name = String(decoding: part, as: UTF8.self)
            guard name == "security.capability" || name.hasPrefix("user.") else { continue }
            attributes[name] = try value(of: name, path)
        }
        return attributes
    }

    private static func value(of name: String, _ path: FilePath) throws -> [UInt8] {
        // The kernel's own limit on a value (XATTR_SIZE_MAX).
        var value = [UInt8](repeating: 0, count: 64 << 10)
        let count = path.withPlatformString { file in
            value.withUnsafeMutableBytes { imgship_get_attribute(file, name, $0.baseAddress, $0.count) }
        }
        guard count >= 0 else { throw FileError("read the attribute \(name) of", path, Errno(rawValue: errno)) }
        return Array(value[..<count])
    }

    private static func none(_ status: Int, _ path: FilePath) throws -> [String: [UInt8]] {
        guard status < 0, errno != ENOTSUP, errno != ENODATA else { return [:] }
        throw FileError("list the attributes of", path, Errno(rawValue: errno))
    }
}

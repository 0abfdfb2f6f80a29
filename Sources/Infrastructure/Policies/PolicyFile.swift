import Configuration
import Diagnostics
import JSON

/// A policy document that the user wrote, as IAM takes it for a role.
struct PolicyFile {
    let path: String
    let document: JSONValue

    /// - Parameters:
    ///   - location: where the file is named.
    ///   - read: gives the bytes of a file, by its path as the project has it.
    /// - Throws: ``PolicyError``.
    init(_ path: String, at location: SourceLocation?, _ read: (String) throws -> [UInt8]) throws {
        self.path = path
        let bytes: [UInt8]
        do { bytes = try read(path) } catch let error as any UserFacingError {
            throw PolicyError(.unreadable(path, reason: error.reason ?? error.summary), location)
        }
        do { document = try JSONSyntax.read(bytes) } catch {
            throw PolicyError(.syntax(error.what), SourceLocation(file: path, line: error.line, column: error.column))
        }
        if let fault = fault { throw PolicyError(.form(fault), SourceLocation(file: path)) }
    }

    /// What the policy is called in its role: file names may hold what IAM's names may not.
    /// - Source: IAM PutRolePolicy, `PolicyName`.
    var name: String {
        let isTaken = { (scalar: UInt8) in
            (0x41...0x5a).contains(scalar & 0xdf) || (0x30...0x39).contains(scalar) || "+=,.@-_".utf8.contains(scalar)
        }
        return String(decoding: path.utf8.map { isTaken($0) ? $0 : UInt8(ascii: "-") }.suffix(128), as: UTF8.self)
    }

    /// Characters that count: IAM takes no account of white space.
    var size: Int { document.text().count }

    /// Which statements allow everything on everything, from 1.
    var unlimited: [Int] {
        statements.enumerated().filter { _, statement in
            statement["Effect"] == "Allow" && statement["Condition"] == nil
                && Self.texts(statement["Action"]).contains { $0 == "*" || $0 == "*:*" } && Self.texts(statement["Resource"]).contains("*")
        }.map { $0.offset + 1 }
    }

    private var statements: [JSONValue] { document["Statement"].map { $0.array ?? [$0] } ?? [] }

    /// - Source: IAM User Guide, "Grammar of the IAM JSON policy language", for policies of identities.
    private var fault: String? {
        guard let fields = document.object else { return "a policy is an object with 'Version' and 'Statement'" }
        if let other = fields.keys.filter({ !["Version", "Id", "Statement"].contains($0) }).min() { return "a policy has no '\(other)'" }
        guard let version = fields["Version"] else { return "'Version' is missing: give \"2012-10-17\"" }
        guard ["2012-10-17", "2008-10-17"].contains(version) else {
            return "the 'Version' of policies is \"2012-10-17\", not \(version.text())"
        }
        guard !statements.isEmpty else { return "'Statement' is missing, or has nothing in it" }
        for (index, statement) in statements.enumerated() {
            if let fault = Self.fault(of: statement) { return "statement \(index + 1): \(fault)" }
        }
        return nil
    }

    private static func fault(of statement: JSONValue) -> String? {
        guard let fields = statement.object else { return "it is not an object" }
        let known = ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"]
        if ["Principal", "NotPrincipal"].contains(where: { fields[$0] != nil }) {
            return "a policy of a role names no principal: the role is it"
        }
        if let other = fields.keys.filter({ !known.contains($0) }).min() {
            return "it has no '\(other)'" + (NearestName.suggestion(for: other, among: known).map { ", did you mean '\($0)'?" } ?? "")
        }
        guard ["Allow", "Deny"].contains(fields["Effect"]) else { return "its 'Effect' is \"Allow\" or \"Deny\"" }
        for key in ["Action", "Resource"] {
            let given = [key, "Not" + key].compactMap { fields[$0] }
            guard given.count == 1 else { return "give either '\(key)' or 'Not\(key)'" }
            guard !texts(given[0]).isEmpty else { return "its '\(key)' is a text or a list of texts" }
        }
        let actions = texts(fields["Action"] ?? fields["NotAction"])
        if let odd = actions.first(where: { $0 != "*" && $0.split(separator: ":", omittingEmptySubsequences: false).count != 2 }) {
            return "'\(odd)' is not an action, as in s3:GetObject"
        }
        return nil
    }

    /// One text or several; none for anything else.
    private static func texts(_ value: JSONValue?) -> [String] {
        if let text = value?.string { return [text] }
        let items = value?.array ?? []
        return items.count == items.count { $0.string != nil } ? items.compactMap(\.string) : []
    }
}

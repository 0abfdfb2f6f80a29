import Diagnostics

/// A secret that cannot be given this value. What it holds is never a part of the words.
package struct SecretError: UserFacingError, Equatable {
    package enum Code: Sendable, Equatable {
        /// Nothing was given.
        case isEmpty
        /// Secrets Manager takes 65,536 bytes.
        case isTooLong
        /// Keys of JSON are read from it, and the value is no JSON object.
        case isNoObject(keys: [String])
        /// Keys that are read from it are not in the value.
        case lacksKeys([String])
        /// A key is to be set beside the others, and what the secret holds has no keys.
        case holdsNoObject
        case isBeingDeleted
        /// There is none with that ARN: AWS makes ARNs up itself.
        case noSuchARN
        /// It is not there, and nearly has a name that the file has.
        case isMisspelt(near: String)
    }

    package let code: Code
    let secret: String

    package var summary: String {
        switch code {
        case .isEmpty, .isTooLong, .isNoObject, .lacksKeys, .holdsNoObject: "the secret '\(secret)' cannot have this value"
        case .isBeingDeleted: "the secret '\(secret)' cannot be given a value"
        case .noSuchARN, .isMisspelt: "there is no secret '\(secret)'"
        }
    }

    package var reason: String? {
        switch code {
        case .isEmpty: "it is empty"
        case .isTooLong: "Secrets Manager takes at most \(SecretKeeper.limit) bytes"
        case .isNoObject(let keys): "the file reads \(Self.list(keys)) of its JSON, and the value is no JSON object"
        case .lacksKeys(let keys): "the file reads \(Self.list(keys)) of its JSON, which the value does not have"
        case .holdsNoObject: "what it holds now is no JSON object, which a key could be set in"
        case .isBeingDeleted: "it is marked for deletion"
        case .noSuchARN: "AWS makes up the ARN of a new secret by itself"
        case .isMisspelt: "no service reads a secret of that name"
        }
    }

    package var hint: String? {
        switch code {
        case .isEmpty: "give the value on standard input"
        case .isTooLong: nil
        case .isNoObject(let keys), .lacksKeys(let keys): keys.first.map { "set one key alone: `imgship secret set \(secret) --key \($0)`" }
        case .holdsNoObject: "give it a JSON object as a whole, without --key"
        case .isBeingDeleted: "restore it first: `aws secretsmanager restore-secret --secret-id \(secret)`"
        case .noSuchARN: "name it by its name"
        case .isMisspelt(let near): "did you mean '\(near)'?"
        }
    }

    package var exitCode: ExitCode {
        switch code {
        case .isBeingDeleted: .failed
        default: .usage
        }
    }

    private static func list(_ keys: [String]) -> String {
        (keys.count == 1 ? "the key " : "the keys ") + keys.map { "'\($0)'" }.joined(separator: ", ")
    }
}

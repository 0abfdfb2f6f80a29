import Configuration
import Packages

/// Which Python an image's virtual environment stands on.
struct PythonChoice {
    let interpreter: PythonInterpreter

    /// - Parameter inBase: the Python among the packages of the base.
    /// - Throws: ``BuildError`` `.noInterpreter` when neither the base nor the file says which it is.
    init(image: String, _ python: PythonSpec, inBase: PythonInterpreter?) throws {
        if let version = python.version {
            interpreter = try PythonInterpreter(path: python.interpreter ?? "/usr/bin/python\(version)", version: version)
        } else if let inBase, let path = python.interpreter {
            interpreter = try PythonInterpreter(path: path, version: inBase.version)
        } else if let inBase {
            interpreter = inBase
        } else {
            throw BuildError(
                .noInterpreter, "it is not known which Python image '\(image)' has", reason: "its base brings no python3.N package",
                hint: "add python3.11 to the packages of the base, or set 'version:' and 'interpreter:' under 'python:'",
                at: python.origin.location)
        }
    }
}

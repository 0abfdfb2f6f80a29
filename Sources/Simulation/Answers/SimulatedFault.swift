/// An error of AWS, as the service would answer it.
struct SimulatedFault: Error, Hashable {
    let code: String
    let message: String
    var status = 400

    static func client(_ message: String) -> SimulatedFault { SimulatedFault(code: "ClientException", message: message) }
    static func parameter(_ message: String) -> SimulatedFault { SimulatedFault(code: "InvalidParameterException", message: message) }

    static let clusterNotFound = SimulatedFault(code: "ClusterNotFoundException", message: "Cluster not found.")
    static let serviceNotFound = SimulatedFault(code: "ServiceNotFoundException", message: "Service not found.")
    static let serviceNotActive = SimulatedFault(code: "ServiceNotActiveException", message: "Service was not ACTIVE.")
    /// What AWS answers to the name of an action that it does not have; here also to what is not played.
    static func unknown(_ action: String) -> SimulatedFault {
        SimulatedFault(code: "UnknownOperationException", message: "the simulation does not play '\(action)'")
    }
}

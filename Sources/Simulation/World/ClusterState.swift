/// A cluster.
struct ClusterState {
    let name: String
    let arn: String
}

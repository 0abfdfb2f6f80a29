import AWS
import Diagnostics
import Release
import Terminal

/// Past deployments as a table, the newest first.
struct HistoryTable {
    let deployments: [PastDeployment]
    /// Seconds since 1970.
    let now: Double

    var table: Table {
        var table = Table([
            .init("STATE"), .init("REVISION", minimum: 12), .init("IMAGE", minimum: 12), .init("STARTED"), .init("TOOK"),
            .init("REASON", minimum: 12),
        ])
        for deployment in deployments {
            let images = deployment.images.map { image in deployment.images.count == 1 ? image.short : "\(image.container) \(image.short)" }
            table.add([
                .init(state(deployment), deployment.state.tone),
                .init(deployment.revision.map { ARN($0)?.name ?? $0 } ?? "-"), .init(images.first ?? "-"),
                .init(deployment.startedAt.map { UTCDate(Int64($0)).readable } ?? "-"), .init(took(deployment)),
                .init(deployment.reason ?? ""),
            ])
            for image in images.dropFirst() { table.add(["", "", .init(image)]) }
        }
        return table
    }

    /// With its strategy, unless it is the usual one.
    private func state(_ deployment: PastDeployment) -> String {
        deployment.state.text + (deployment.strategy == "ROLLING" ? "" : ", \(ShiftWords.strategy(deployment.strategy))")
    }

    private func took(_ deployment: PastDeployment) -> String {
        guard let start = deployment.startedAt else { return "-" }
        return "\(ElapsedTime(.seconds(max(0, (deployment.finishedAt ?? now) - start))))"
    }
}

import Release
import Terminal

/// Which revisions go and which stay, as a table.
struct PruneTable {
    let plan: PrunePlan

    var table: Table {
        var table = Table([.init("REVISION"), .init(""), .init("WHY")])
        for revision in plan.revisions {
            switch revision.fate {
            case .removed:
                table.add([.init(revision.name), .init("goes", .doubtful), .init(revision.isActive ? "" : "deregistered already", .faint)])
            case .kept(let reason): table.add([.init(revision.name), .init("stays", .good), .init(Self.words(reason), .faint)])
            }
        }
        return table
    }

    private static func words(_ reason: PrunePlan.Reason) -> String {
        switch reason {
        case .inUse: "in use"
        case .deployed: "deployed within 90 days, and went well"
        case .recent: "one of the newest"
        }
    }
}

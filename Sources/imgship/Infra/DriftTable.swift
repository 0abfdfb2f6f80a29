import Diagnostics
import Infrastructure
import Terminal

/// What differs from a template, a row for each property.
struct DriftTable {
    let report: DriftReport

    var table: Table {
        var table = Table([
            .init("RESOURCE", minimum: 12), .init("PROPERTY", minimum: 12), .init("TEMPLATE", minimum: 10), .init("NOW", minimum: 10),
        ])
        for resource in report.resources {
            if resource.isDeleted { table.add([.init(resource.logicalID, .strong), "", "", .init("deleted", .bad)]) }
            for (index, difference) in resource.differences.enumerated() {
                table.add([
                    .init(index == 0 ? resource.logicalID : "", .strong), .init(PlainText.line(difference.path)),
                    Self.cell(difference.expected), Self.cell(difference.actual),
                ])
            }
        }
        return table
    }

    private static func cell(_ value: String?) -> Table.Cell { value.map { .init(PlainText.line($0)) } ?? .init("-", .faint) }
}

import Diagnostics
import Testing

@Suite struct `A source location` {
    @Test func `reads as compilers print it`() {
        #expect("\(Diagnostics.SourceLocation(file: "imgship.yaml"))" == "imgship.yaml")
        #expect("\(Diagnostics.SourceLocation(file: "imgship.yaml", line: 12))" == "imgship.yaml:12")
        #expect("\(Diagnostics.SourceLocation(file: "imgship.yaml", line: 12, column: 5))" == "imgship.yaml:12:5")
    }

    @Test func `has no column without a line`() {
        let location = Diagnostics.SourceLocation(file: "a", column: 5)
        #expect(location.column == nil)
        #expect("\(location)" == "a")
    }
}

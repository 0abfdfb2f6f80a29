/// The program ends as another one did, whose exit code it passes on; everything has been said.
struct ProgramEnd: Error {
    /// From 0 to 255.
    let code: Int32
}

import Content
import Diagnostics
import Testing

@Suite struct `Image locations` {
    @Test(arguments: [
        ("oci:.imgship:frontend", ImageLocation(.oci, ".imgship", name: "frontend")), ("oci:out", ImageLocation(.oci, "out")),
        ("oci-archive:/tmp/a b.tar", ImageLocation(.ociArchive, "/tmp/a b.tar")),
        ("docker-archive:a.tar:localhost:5000/app:1", ImageLocation(.dockerArchive, "a.tar", name: "localhost:5000/app:1")),
    ]) func `are read and written as skopeo does`(text: String, location: ImageLocation) throws {
        #expect(try ImageLocation(text) == location)
        #expect(location.description == text)
        #expect(ImageLocation.isLocation(text))
    }

    @Test(arguments: ["", "oci", "oci:", "oci::name", "oci:dir:", "docker:python", "python:3.12", "dir:x"]) func `are refused`(text: String)
    {
        let error = #expect(throws: ContentError.self) { _ = try ImageLocation(text) }
        #expect(error?.code == .invalidLocation)
        #expect(error?.exitCode == .usage)
    }
}

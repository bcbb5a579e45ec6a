import Alembic
import Foundation
import TestSupport
import Testing

struct HeaderReaderTests {
    @Test("The header of the reference document's template is read")
    func readsTheTemplateOfTheReferenceDocument() {
        let text = ReferenceProject.template.replacing(
            "def upgrade() -> None:\n    pass", with: "def upgrade() -> None:\n    revision = \"not this one\"")
        #expect(text != ReferenceProject.template)
        let header = HeaderReader.header(of: Array(text.utf8))
        #expect(header.revision.value?.string == "9cbc348cc1dc")
        #expect(header.downRevision.value?.kind == StaticValue.Kind.none)
        #expect(header.branchLabels.value?.elements.map(\.string) == ["data"])
        #expect(header.dependsOn.value?.string == "da5c9f4cce1c")
        #expect(header.docstring.revisionID?.text == "9cbc348cc1dc")
        #expect(header.docstring.revises?.text == "")
        #expect(header.docstring.title == "Create data head.")
        #expect(header.defect == nil)
    }
}

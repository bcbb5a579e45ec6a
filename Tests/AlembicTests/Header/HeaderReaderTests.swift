import Alembic
import Testing

struct HeaderReaderTests {
    @Test func readsTheTemplateOfTheReferenceDocument() {
        let header = HeaderReader.header(
            of: Array(
                """
                \"""Create data head.

                Revision ID: 9cbc348cc1dc
                Revises:
                Create Date: 2023-10-19T10:51:44.368621

                \"""
                import sqlalchemy as sa
                from alembic import op

                # revision identifiers, used by Alembic.
                revision = "9cbc348cc1dc"
                down_revision = None
                branch_labels = ("data",)
                depends_on = "da5c9f4cce1c"


                def upgrade() -> None:
                    revision = "not this one"


                def downgrade() -> None:
                    pass
                """.utf8))
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

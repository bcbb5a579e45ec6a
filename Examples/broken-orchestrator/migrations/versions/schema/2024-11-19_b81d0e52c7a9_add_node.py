"""Add node.

Revision ID: b81d0e52c7a9
Revises: 6f3a1c9e2b47
Create Date: 2024-11-19T14:40:02.530917

"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "b81d0e52c7a9"
down_revision = "6f3a1c9e2b47"
branch_labels = None
depends_on = None


def upgrade() -> None:
    conn = op.get_bind()
    conn.execute(
        sa.text(
            """
            INSERT INTO products (name, description, product_type, tag, status)
            VALUES ('Node', 'A router or a switch', 'Node', 'NODE', 'active')
            """
        )
    )


def downgrade() -> None:
    conn = op.get_bind()
    conn.execute(sa.text("DELETE FROM products WHERE name = 'Node'"))

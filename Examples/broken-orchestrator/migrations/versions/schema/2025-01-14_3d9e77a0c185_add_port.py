"""Add port.

Revision ID: 3d9e77a0c185
Revises: 6f3a1c9e2b47
Create Date: 2025-01-14T10:03:51.008213

"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "3d9e77a0c185"
down_revision = "b81d0e52c7a9"
branch_labels = None
depends_on = None


def upgrade() -> None:
    conn = op.get_bind()
    conn.execute(
        sa.text(
            """
            INSERT INTO products (name, description, product_type, tag, status)
            VALUES ('Port 10G', 'A port of 10 Gbit/s', 'Port', 'PORT', 'active')
            """
        )
    )


def downgrade() -> None:
    conn = op.get_bind()
    conn.execute(sa.text("DELETE FROM products WHERE name = 'Port 10G'"))

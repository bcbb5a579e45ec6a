"""Add L2VPN.

Revision ID: 4c7e9d1f0a35
Revises: 3d9e77a0c185
Create Date: 2025-02-03T11:27:45.661840

"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "4c7e9d1f0a35"
down_revision = "3d9e77a0c185"
branch_labels = None
depends_on = None


def upgrade() -> None:
    conn = op.get_bind()
    conn.execute(
        sa.text(
            """
            INSERT INTO products (name, description, product_type, tag, status)
            VALUES ('L2VPN', 'A virtual LAN between ports', 'L2VPN', 'L2VPN', 'active')
            """
        )
    )


def downgrade() -> None:
    conn = op.get_bind()
    conn.execute(sa.text("DELETE FROM products WHERE name = 'L2VPN'"))

"""Create data head.

Revision ID: 6f3a1c9e2b47
Revises:
Create Date: 2024-11-05T09:12:30.114302

"""

# revision identifiers, used by Alembic.
revision = "6f3a1c9e2b47"
down_revision = None
branch_labels = None
depends_on = "da5c9f4cce1c"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass

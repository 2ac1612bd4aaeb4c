"""The only SQL: tables, migrations, the audit log."""

"""The database itself refuses to change a release, whoever asks; PostgreSQL also refuses to delete one.

SQLite empties its tables between tests by DELETE, so there only the model refuses that. A later migration that makes
SQLite rebuild the table loses the trigger: it must run `freeze` again.
"""

from django.db import migrations

SQLITE = """
CREATE TRIGGER release_is_frozen BEFORE UPDATE ON releases_release
BEGIN SELECT RAISE(ABORT, 'a release is frozen'); END
"""

POSTGRESQL = """
CREATE FUNCTION release_is_frozen() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'a release is frozen' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER release_is_frozen BEFORE UPDATE OR DELETE ON releases_release
FOR EACH ROW EXECUTE FUNCTION release_is_frozen()
"""


def freeze(apps, schema_editor):
    schema_editor.execute(POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


def thaw(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION release_is_frozen() CASCADE")
    else:
        schema_editor.execute("DROP TRIGGER release_is_frozen")


class Migration(migrations.Migration):
    dependencies = [("releases", "0001_initial")]
    operations = [migrations.RunPython(freeze, thaw)]

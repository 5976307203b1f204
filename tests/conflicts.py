"""A database that undoes one statement in twenty-five, as deadlocks and serialization failures do."""

TABLES = ("users", "tailoring_sessions", "session_events", "answers", "discarded_files")
BEGIN = """
    CREATE OR REPLACE FUNCTION undo_some() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF random() < 0.02 THEN RAISE EXCEPTION 'undone' USING ERRCODE = '40001';
        ELSIF random() < 0.02 THEN RAISE EXCEPTION 'undone' USING ERRCODE = '40P01';
        END IF;
        RETURN NULL;
    END $$;
""" + "".join(
    f"CREATE OR REPLACE TRIGGER undo_some AFTER INSERT OR UPDATE OR DELETE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION undo_some();"
    for table in TABLES
)
END = "DROP FUNCTION IF EXISTS undo_some CASCADE"

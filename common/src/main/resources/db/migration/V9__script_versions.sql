-- Every text that a script has had. The current one stands in episode_scripts as well, where a studio's own software
-- reads it. The script's key has the type that the studio gave it.
DO $$
DECLARE
    key_type text;
BEGIN
    SELECT format_type(a.atttypid, a.atttypmod) INTO STRICT key_type
    FROM pg_attribute a WHERE a.attrelid = to_regclass('episode_scripts') AND a.attname = 'id';
    EXECUTE format($table$
        CREATE TABLE episode_script_versions (
            id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
            script_id %s NOT NULL REFERENCES episode_scripts (id) ON DELETE CASCADE,
            text_number integer NOT NULL CHECK (text_number >= 1),
            script_text text NOT NULL,
            text_format text NOT NULL CHECK (text_format IN ('txt', 'md', 'fountain')),
            filename text,
            created_by text,
            created_at timestamptz NOT NULL DEFAULT now()
        )$table$, key_type);
END
$$;
CREATE UNIQUE INDEX idx_episode_script_versions_script_number ON episode_script_versions (script_id, text_number);

-- The four tables that a studio may have already. Where they exist, nothing in them is changed but
-- what Rushes needs to write rows of its own: missing columns are added, required columns that
-- Rushes does not know get a default. No row and no value is removed or rewritten.

-- 1. Refuse what cannot work, before anything is changed.
DO $$
DECLARE
    taken text;
    tab text;
    key_type text;
BEGIN
    SELECT string_agg(name, ', ' ORDER BY name) INTO taken
    FROM unnest(ARRAY['ai_edit_plans', 'editing_decisions', 'ai_revisions', 'video_processing_jobs',
                      'ai_training_data', 'script_metadata', 'scene_layer_configuration',
                      'layer_presets', 'uploads', 'outbox', 'idempotency_keys', 'dead_letters']) AS name
    WHERE to_regclass(name) IS NOT NULL;
    IF taken IS NOT NULL THEN
        RAISE EXCEPTION 'Rushes makes tables of its own that exist here already: %. Rename them or give Rushes another schema. Nothing was changed.', taken;
    END IF;

    FOREACH tab IN ARRAY ARRAY['shows', 'episodes', 'scenes', 'episode_scripts'] LOOP
        CONTINUE WHEN to_regclass(tab) IS NULL;
        SELECT format_type(a.atttypid, a.atttypmod) INTO key_type
        FROM pg_attribute a
        WHERE a.attrelid = to_regclass(tab) AND a.attname = 'id' AND NOT a.attisdropped;
        IF key_type IS NULL THEN
            RAISE EXCEPTION 'Rushes needs a key column "id" in the existing table %. Nothing was changed.', tab;
        END IF;
        IF tab <> 'episode_scripts' AND key_type <> 'uuid' THEN
            RAISE EXCEPTION 'Rushes needs uuid keys: %.id is %. Nothing was changed.', tab, key_type;
        END IF;
        IF tab = 'episode_scripts' AND key_type NOT IN ('smallint', 'integer', 'bigint', 'uuid') THEN
            RAISE EXCEPTION 'Rushes needs integer or uuid keys: episode_scripts.id is %. Nothing was changed.', key_type;
        END IF;
        IF NOT EXISTS (
            SELECT 1 FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attname = 'id'
            WHERE i.indrelid = to_regclass(tab) AND i.indisunique AND i.indpred IS NULL
              AND i.indnkeyatts = 1 AND i.indkey[0] = a.attnum) THEN
            RAISE EXCEPTION 'Rushes needs %.id to be a primary key or unique. Nothing was changed.', tab;
        END IF;
    END LOOP;
END
$$;

-- 2. Required columns without a default would refuse every row that Rushes writes.
DO $$
DECLARE
    col record;
    filler text;
    seq text;
    highest numeric;
BEGIN
    FOR col IN
        SELECT c.relname AS tab, a.attname AS name, a.atttypmod AS typmod, t.oid AS type_oid, t.typname,
               t.typtype, t.typcategory,
               EXISTS (SELECT 1 FROM pg_constraint k
                       WHERE k.conrelid = c.oid AND k.contype IN ('c', 'f', 'x') AND a.attnum = ANY (k.conkey)) AS bound,
               EXISTS (SELECT 1 FROM pg_index i
                       WHERE i.indrelid = c.oid AND i.indisprimary AND a.attnum = ANY (i.indkey)) AS in_key,
               EXISTS (SELECT 1 FROM pg_index i
                       WHERE i.indrelid = c.oid AND i.indisunique AND a.attnum = ANY (i.indkey)) AS in_unique
        FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid
        JOIN pg_type d ON d.oid = a.atttypid
        JOIN pg_type t ON t.oid = CASE WHEN d.typtype = 'd' THEN d.typbasetype ELSE d.oid END
        WHERE c.oid IN (to_regclass('shows'), to_regclass('episodes'), to_regclass('scenes'), to_regclass('episode_scripts'))
          AND a.attnum > 0 AND NOT a.attisdropped AND a.attnotnull AND NOT a.atthasdef
          AND a.attidentity = '' AND a.attgenerated = '' AND d.typdefault IS NULL
          -- What Rushes always writes itself stays as strict as it is.
          AND (c.relname::text, a.attname::text) NOT IN (
              ('shows', 'id'), ('shows', 'name'), ('shows', 'slug'), ('episodes', 'id'), ('episodes', 'show_id'),
              ('episodes', 'title'), ('scenes', 'id'), ('scenes', 'episode_id'), ('scenes', 'name'),
              ('episode_scripts', 'episode_id'))
    LOOP
        filler := NULL;
        -- No guessed value can be trusted to pass a foreign key or a check; an empty one always does.
        IF NOT col.bound OR col.in_key THEN
            IF col.typtype = 'e' THEN
                IF NOT col.in_unique THEN
                    SELECT quote_literal(e.enumlabel) INTO filler
                    FROM pg_enum e WHERE e.enumtypid = col.type_oid ORDER BY e.enumsortorder LIMIT 1;
                END IF;
            ELSIF col.typname IN ('int2', 'int4', 'int8', 'numeric', 'float4', 'float8', 'money') THEN
                IF col.in_unique AND col.typname <> 'money' THEN
                    seq := left('rushes_' || col.tab || '_' || col.name, 59) || '_seq';
                    EXECUTE format('SELECT max(%I) FROM %I', col.name, col.tab) INTO highest;
                    EXECUTE format('CREATE SEQUENCE %I START WITH %s OWNED BY %I.%I',
                                   seq, greatest(coalesce(floor(highest), 0), 0) + 1, col.tab, col.name);
                    filler := format('nextval(%L)', quote_ident(seq));
                ELSIF NOT col.in_unique THEN
                    filler := quote_literal('0');
                END IF;
            ELSIF col.typcategory = 'S' THEN
                IF NOT col.in_unique THEN
                    filler := quote_literal('');
                ELSIF col.typmod > 4 THEN
                    filler := format('left(replace(gen_random_uuid()::text, ''-'', ''''), %s)', col.typmod - 4);
                ELSE
                    filler := 'gen_random_uuid()::text';
                END IF;
            ELSIF col.typname = 'uuid' THEN
                filler := 'gen_random_uuid()';
            ELSIF col.typcategory = 'D' THEN
                filler := 'now()';
            ELSIF NOT col.in_unique THEN
                filler := CASE
                    WHEN col.typcategory = 'B' THEN 'false'
                    WHEN col.typcategory = 'T' THEN quote_literal('0')
                    WHEN col.typcategory = 'A' THEN quote_literal('{}')
                    WHEN col.typname IN ('json', 'jsonb', 'hstore') THEN quote_literal('{}')
                    WHEN col.typname = 'bytea' THEN quote_literal('')
                    WHEN col.typname IN ('inet', 'cidr') THEN quote_literal('0.0.0.0/0')
                END;
            END IF;
        END IF;
        IF filler IS NOT NULL THEN
            EXECUTE format('ALTER TABLE %I ALTER COLUMN %I SET DEFAULT %s', col.tab, col.name, filler);
            RAISE NOTICE '%.% gets the default %', col.tab, col.name, filler;
        ELSIF NOT col.in_key THEN
            EXECUTE format('ALTER TABLE %I ALTER COLUMN %I DROP NOT NULL', col.tab, col.name);
            RAISE NOTICE '%.% may be empty from now on', col.tab, col.name;
        ELSE
            RAISE EXCEPTION 'Rushes cannot write rows of %: its key column % has no default. Nothing was changed.', col.tab, col.name;
        END IF;
    END LOOP;
END
$$;

-- 3. The tables, where they are missing. What is there is no news from here on.
SET LOCAL client_min_messages = warning;
CREATE TABLE IF NOT EXISTS shows (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name text NOT NULL,
    status text NOT NULL DEFAULT 'active' CONSTRAINT shows_status_known CHECK (status IN ('active', 'archived')),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS episodes (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    show_id uuid NOT NULL,
    title text NOT NULL,
    status text NOT NULL DEFAULT 'draft' CONSTRAINT episodes_status_known CHECK (status IN ('draft', 'in_production', 'published', 'archived')),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS scenes (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    episode_id uuid NOT NULL,
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS episode_scripts (
    id integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    episode_id uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- 4. The columns, where they are missing.
ALTER TABLE shows
    ADD COLUMN IF NOT EXISTS name text,
    ADD COLUMN IF NOT EXISTS slug text DEFAULT 'show-' || gen_random_uuid()::text,
    ADD COLUMN IF NOT EXISTS description text,
    ADD COLUMN IF NOT EXISTS status text DEFAULT 'active',
    ADD COLUMN IF NOT EXISTS is_test boolean NOT NULL DEFAULT false,
    ADD COLUMN IF NOT EXISTS created_at timestamptz DEFAULT now(),
    ADD COLUMN IF NOT EXISTS updated_at timestamptz DEFAULT now();

ALTER TABLE episodes
    ADD COLUMN IF NOT EXISTS show_id uuid,
    ADD COLUMN IF NOT EXISTS title text,
    ADD COLUMN IF NOT EXISTS season_number integer,
    ADD COLUMN IF NOT EXISTS episode_number integer,
    ADD COLUMN IF NOT EXISTS status text DEFAULT 'draft',
    ADD COLUMN IF NOT EXISTS deleted_at timestamptz,
    ADD COLUMN IF NOT EXISTS version integer NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS created_at timestamptz DEFAULT now(),
    ADD COLUMN IF NOT EXISTS updated_at timestamptz DEFAULT now(),
    ADD COLUMN IF NOT EXISTS ai_edit_enabled boolean NOT NULL DEFAULT false,
    ADD COLUMN IF NOT EXISTS current_ai_edit_plan_id uuid,
    ADD COLUMN IF NOT EXISTS rendering_status text NOT NULL DEFAULT 'not_started',
    ADD COLUMN IF NOT EXISTS final_video_s3_key text,
    ADD COLUMN IF NOT EXISTS final_video_job_id uuid,
    ADD COLUMN IF NOT EXISTS final_video_version_id text,
    ADD COLUMN IF NOT EXISTS final_video_size_bytes bigint,
    ADD COLUMN IF NOT EXISTS final_video_sha256 text,
    ADD COLUMN IF NOT EXISTS final_video_expired_at timestamptz;

ALTER TABLE scenes
    ADD COLUMN IF NOT EXISTS episode_id uuid,
    ADD COLUMN IF NOT EXISTS name text,
    ADD COLUMN IF NOT EXISTS scene_number integer,
    ADD COLUMN IF NOT EXISTS type text,
    ADD COLUMN IF NOT EXISTS version integer NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS created_at timestamptz DEFAULT now(),
    ADD COLUMN IF NOT EXISTS updated_at timestamptz DEFAULT now(),
    ADD COLUMN IF NOT EXISTS source_filename text,
    ADD COLUMN IF NOT EXISTS take_number integer,
    ADD COLUMN IF NOT EXISTS raw_footage_s3_key text,
    ADD COLUMN IF NOT EXISTS raw_footage_etag text,
    ADD COLUMN IF NOT EXISTS raw_footage_version_id text,
    ADD COLUMN IF NOT EXISTS raw_footage_size_bytes bigint,
    ADD COLUMN IF NOT EXISTS raw_footage_duration numeric(10, 2),
    ADD COLUMN IF NOT EXISTS raw_footage_metadata jsonb,
    ADD COLUMN IF NOT EXISTS ai_selected boolean NOT NULL DEFAULT false,
    ADD COLUMN IF NOT EXISTS ai_confidence_score numeric(3, 2),
    ADD COLUMN IF NOT EXISTS poster_s3_key text,
    ADD COLUMN IF NOT EXISTS analysis_status text NOT NULL DEFAULT 'none',
    ADD COLUMN IF NOT EXISTS analysis_error text,
    ADD COLUMN IF NOT EXISTS analysis_dispatch integer NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS analysis_dispatched_at timestamptz,
    ADD COLUMN IF NOT EXISTS analysis_attempt integer NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS analysis_failures integer NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS analysis_worker_id text,
    ADD COLUMN IF NOT EXISTS analysis_lease_expires_at timestamptz;

ALTER TABLE episode_scripts
    ADD COLUMN IF NOT EXISTS episode_id uuid,
    ADD COLUMN IF NOT EXISTS version integer NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS script_text text,
    ADD COLUMN IF NOT EXISTS created_at timestamptz DEFAULT now(),
    ADD COLUMN IF NOT EXISTS updated_at timestamptz DEFAULT now(),
    ADD COLUMN IF NOT EXISTS ai_analysis_enabled boolean NOT NULL DEFAULT false,
    ADD COLUMN IF NOT EXISTS last_analyzed_at timestamptz;

-- 5. Columns that were there under our names must hold what we read and write.
DO $$
DECLARE
    wanted record;
    found text;
    kind_of text;
BEGIN
    FOR wanted IN
        SELECT * FROM (VALUES
            ('shows', 'name', 'text'), ('shows', 'slug', 'text'), ('shows', 'description', 'text'),
            ('shows', 'is_test', 'flag'), ('shows', 'created_at', 'time'), ('shows', 'updated_at', 'time'),
            ('episodes', 'show_id', 'key'), ('episodes', 'title', 'text'), ('episodes', 'season_number', 'count'),
            ('episodes', 'episode_number', 'count'), ('episodes', 'deleted_at', 'time'), ('episodes', 'version', 'count'),
            ('episodes', 'created_at', 'time'), ('episodes', 'updated_at', 'time'), ('episodes', 'ai_edit_enabled', 'flag'),
            ('episodes', 'current_ai_edit_plan_id', 'key'), ('episodes', 'rendering_status', 'text'),
            ('episodes', 'final_video_s3_key', 'text'), ('episodes', 'final_video_job_id', 'key'),
            ('episodes', 'final_video_version_id', 'text'), ('episodes', 'final_video_size_bytes', 'count'),
            ('episodes', 'final_video_sha256', 'text'), ('episodes', 'final_video_expired_at', 'time'),
            ('scenes', 'episode_id', 'key'), ('scenes', 'name', 'text'), ('scenes', 'scene_number', 'count'),
            ('scenes', 'type', 'word'), ('scenes', 'version', 'count'), ('scenes', 'created_at', 'time'),
            ('scenes', 'updated_at', 'time'), ('scenes', 'source_filename', 'text'), ('scenes', 'take_number', 'count'),
            ('scenes', 'raw_footage_s3_key', 'text'), ('scenes', 'raw_footage_etag', 'text'),
            ('scenes', 'raw_footage_version_id', 'text'), ('scenes', 'raw_footage_size_bytes', 'count'),
            ('scenes', 'raw_footage_duration', 'number'), ('scenes', 'raw_footage_metadata', 'document'),
            ('scenes', 'ai_selected', 'flag'), ('scenes', 'ai_confidence_score', 'number'),
            ('scenes', 'poster_s3_key', 'text'), ('scenes', 'analysis_status', 'text'), ('scenes', 'analysis_error', 'text'),
            ('scenes', 'analysis_dispatch', 'count'), ('scenes', 'analysis_dispatched_at', 'time'),
            ('scenes', 'analysis_attempt', 'count'), ('scenes', 'analysis_failures', 'count'),
            ('scenes', 'analysis_worker_id', 'text'), ('scenes', 'analysis_lease_expires_at', 'time'),
            ('episode_scripts', 'episode_id', 'key'), ('episode_scripts', 'version', 'count'),
            ('episode_scripts', 'script_text', 'text'), ('episode_scripts', 'created_at', 'time'),
            ('episode_scripts', 'updated_at', 'time'), ('episode_scripts', 'ai_analysis_enabled', 'flag'),
            ('episode_scripts', 'last_analyzed_at', 'time')) AS w (tab, name, kind)
    LOOP
        SELECT format_type(a.atttypid, a.atttypmod),
               CASE WHEN t.typtype = 'e' THEN 'enum' ELSE t.typname END
        INTO found, kind_of
        FROM pg_attribute a
        JOIN pg_type d ON d.oid = a.atttypid
        JOIN pg_type t ON t.oid = CASE WHEN d.typtype = 'd' THEN d.typbasetype ELSE d.oid END
        WHERE a.attrelid = to_regclass(wanted.tab) AND a.attname = wanted.name AND NOT a.attisdropped;
        IF NOT (CASE wanted.kind
            WHEN 'text' THEN kind_of IN ('text', 'varchar', 'bpchar', 'citext')
            WHEN 'word' THEN kind_of IN ('text', 'varchar', 'bpchar', 'citext', 'enum')
            WHEN 'count' THEN kind_of IN ('int2', 'int4', 'int8', 'numeric')
            WHEN 'number' THEN kind_of IN ('int2', 'int4', 'int8', 'numeric', 'float4', 'float8')
            WHEN 'flag' THEN kind_of = 'bool'
            WHEN 'time' THEN kind_of IN ('timestamptz', 'timestamp')
            WHEN 'document' THEN kind_of IN ('jsonb', 'json', 'text')
            WHEN 'key' THEN kind_of = 'uuid'
        END) THEN
            RAISE EXCEPTION 'Rushes cannot use the existing column %.%: it is % and must be a % type. Nothing was changed.',
                wanted.tab, wanted.name, found,
                CASE wanted.kind WHEN 'count' THEN 'whole number' WHEN 'number' THEN 'number' WHEN 'flag' THEN 'boolean'
                    WHEN 'time' THEN 'timestamp' WHEN 'document' THEN 'jsonb' WHEN 'key' THEN 'uuid' ELSE 'text' END;
        END IF;
    END LOOP;
END
$$;

-- Optimistic locking cannot count up from nothing.
DO $$
DECLARE
    tab text;
BEGIN
    FOREACH tab IN ARRAY ARRAY['episodes', 'scenes', 'episode_scripts'] LOOP
        EXECUTE format('UPDATE %I SET version = 0 WHERE version IS NULL', tab);
    END LOOP;
END
$$;

-- 6. References and checks. Values that were there before stay valid: a check is widened by exactly those.
CREATE FUNCTION pg_temp.add_reference(tab text, col text, target text, on_delete text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    lost boolean;
BEGIN
    IF EXISTS (SELECT 1 FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attname = col
               WHERE k.contype = 'f' AND k.conrelid = to_regclass(tab) AND k.confrelid = to_regclass(target)
                 AND k.conkey = ARRAY[a.attnum]) THEN
        RETURN;
    END IF;
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %1$I c WHERE c.%2$I IS NOT NULL AND NOT EXISTS (SELECT 1 FROM %3$I p WHERE p.id = c.%2$I))',
                   tab, col, target) INTO lost;
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (%I) REFERENCES %I (id) ON DELETE %s%s',
                   tab, 'fk_' || tab || '_' || col, col, target, on_delete, CASE WHEN lost THEN ' NOT VALID' ELSE '' END);
END
$$;

CREATE FUNCTION pg_temp.add_check(tab text, col text, rule text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    before text[];
BEGIN
    EXECUTE format('SELECT array_agg(DISTINCT %I::text) FROM %I WHERE NOT (%s)', col, tab, rule) INTO before;
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I CHECK (%s)', tab, tab || '_' || col || '_known',
                   CASE WHEN before IS NULL THEN rule ELSE format('(%s) OR %I::text = ANY (%L::text[])', rule, col, before) END);
END
$$;

DO $$
BEGIN
    PERFORM pg_temp.add_reference('episodes', 'show_id', 'shows', 'RESTRICT');
    PERFORM pg_temp.add_reference('scenes', 'episode_id', 'episodes', 'CASCADE');
    PERFORM pg_temp.add_reference('episode_scripts', 'episode_id', 'episodes', 'CASCADE');
    PERFORM pg_temp.add_check('episodes', 'rendering_status', $rule$rendering_status IN ('not_started', 'queued', 'rendering', 'completed', 'failed')$rule$);
    PERFORM pg_temp.add_check('scenes', 'analysis_status', $rule$analysis_status IN ('none', 'queued', 'analysing', 'done', 'failed')$rule$);
    PERFORM pg_temp.add_check('scenes', 'ai_confidence_score', 'ai_confidence_score BETWEEN 0 AND 1');
    PERFORM pg_temp.add_check('scenes', 'take_number', 'take_number >= 1');
    PERFORM pg_temp.add_check('scenes', 'raw_footage_duration', 'raw_footage_duration >= 0');
END
$$;

-- Slugs that repeat in the studio's own rows cannot be made unique without changing them.
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM shows WHERE slug IS NOT NULL GROUP BY slug HAVING count(*) > 1) THEN
        CREATE INDEX IF NOT EXISTS idx_shows_slug ON shows (slug);
    ELSE
        CREATE UNIQUE INDEX IF NOT EXISTS idx_shows_slug ON shows (slug);
    END IF;
END
$$;

CREATE INDEX IF NOT EXISTS idx_episodes_show_id ON episodes (show_id);
CREATE INDEX IF NOT EXISTS idx_episodes_ai_edit_enabled ON episodes (ai_edit_enabled);
CREATE INDEX IF NOT EXISTS idx_episodes_current_ai_edit_plan_id ON episodes (current_ai_edit_plan_id);
CREATE INDEX IF NOT EXISTS idx_episodes_rendering_status ON episodes (rendering_status);
CREATE INDEX IF NOT EXISTS idx_episodes_final_video_job_id ON episodes (final_video_job_id);
CREATE INDEX IF NOT EXISTS idx_scenes_episode_id ON scenes (episode_id);
CREATE INDEX IF NOT EXISTS idx_scenes_source_filename ON scenes (source_filename);
CREATE INDEX IF NOT EXISTS idx_scenes_take_number ON scenes (take_number);
CREATE INDEX IF NOT EXISTS idx_scenes_ai_selected ON scenes (ai_selected);
CREATE INDEX IF NOT EXISTS idx_scenes_analysis_open ON scenes (analysis_status, analysis_lease_expires_at)
    WHERE analysis_status IN ('queued', 'analysing');
CREATE INDEX IF NOT EXISTS idx_episode_scripts_episode_id ON episode_scripts (episode_id);
CREATE INDEX IF NOT EXISTS idx_episode_scripts_ai_analysis_enabled ON episode_scripts (ai_analysis_enabled);

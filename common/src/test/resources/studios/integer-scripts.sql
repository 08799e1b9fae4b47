-- A studio of long standing: serial script keys, columns of its own everywhere, some under our names with
-- other types and words, times without zone, its own indexes, view and trigger, and its own Flyway history.
CREATE TABLE flyway_schema_history (installed_rank integer PRIMARY KEY, version text, description text);
INSERT INTO flyway_schema_history VALUES (1, '1', 'their own');

CREATE TYPE scene_kind AS ENUM ('interview', 'broll', 'intro');

CREATE TABLE producers (id uuid PRIMARY KEY, name text NOT NULL);
INSERT INTO producers VALUES ('00000000-0000-0000-0000-0000000000a1', 'Ada');

CREATE TABLE shows (
    id uuid PRIMARY KEY,
    name varchar(200) NOT NULL,
    slug varchar(80) NOT NULL UNIQUE,
    status varchar(20) NOT NULL,
    genre text NOT NULL,
    budget numeric(12, 2) NOT NULL,
    producer_id uuid NOT NULL REFERENCES producers (id),
    code varchar(12) NOT NULL UNIQUE,
    catalogue integer NOT NULL UNIQUE,
    languages text[] NOT NULL,
    settings jsonb NOT NULL,
    premiere date NOT NULL,
    cover bytea,
    created_at timestamp NOT NULL DEFAULT now()
);
INSERT INTO shows VALUES
    ('00000000-0000-0000-0000-000000000001', 'Café Noir', 'cafe-noir', 'on hold', 'drama', 1200.50,
     '00000000-0000-0000-0000-0000000000a1', 'CN', 41, '{de,en}', '{"a": [1, 2.50]}', '2019-03-01', '\xDEADBEEF', '2019-01-02 03:04:05.678901'),
    ('00000000-0000-0000-0000-000000000002', '', 'empty', 'ended', '', 0,
     '00000000-0000-0000-0000-0000000000a1', 'EM', 7, '{}', 'null', '2020-02-29', NULL, '2020-01-01 00:00:00');

CREATE TABLE episodes (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    show_id uuid NOT NULL REFERENCES shows (id),
    title varchar(300) NOT NULL,
    season_number smallint NOT NULL,
    episode_number bigint,
    status text NOT NULL,
    rendering_status varchar(30),
    ai_edit_enabled boolean,
    current_ai_edit_plan_id uuid,
    final_video_s3_key text,
    version integer,
    rating integer NOT NULL CHECK (rating BETWEEN 1 AND 5),
    air_slot interval NOT NULL,
    host inet NOT NULL,
    synopsis text,
    created_at timestamp NOT NULL DEFAULT now(),
    updated_at timestamp NOT NULL,
    UNIQUE (show_id, season_number, episode_number)
);
INSERT INTO episodes VALUES
    ('00000000-0000-0000-0000-000000000011', '00000000-0000-0000-0000-000000000001', 'Pilot', 1, 1, 'aired', 'pending', NULL,
     '00000000-0000-0000-0000-00000000dead', 'old/pilot.mp4', 3, 5, '45 min', '10.0.0.1', 'It begins', '2019-05-06 07:08:09', '2019-05-06 07:08:10'),
    ('00000000-0000-0000-0000-000000000012', '00000000-0000-0000-0000-000000000001', 'Second', 1, 2, 'cut', 'completed', true,
     NULL, NULL, 0, 1, '30 min', '10.0.0.2', NULL, '2019-06-06 07:08:09', '2019-06-06 07:08:10'),
    ('00000000-0000-0000-0000-000000000013', '00000000-0000-0000-0000-000000000002', 'Odd', 1, NULL, 'cut', NULL, false,
     NULL, NULL, 9, 2, '30 min', '10.0.0.3', NULL, '2019-06-06 07:08:09', '2019-06-06 07:08:10');

CREATE TABLE scenes (
    id uuid PRIMARY KEY,
    episode_id uuid NOT NULL REFERENCES episodes (id),
    name text NOT NULL,
    type scene_kind NOT NULL,
    scene_number integer NOT NULL,
    take_number smallint,
    ai_selected boolean,
    ai_confidence_score numeric(5, 2),
    raw_footage_duration double precision,
    raw_footage_metadata json,
    location text NOT NULL,
    mood scene_kind NOT NULL,
    UNIQUE (episode_id, scene_number)
);
INSERT INTO scenes VALUES
    ('00000000-0000-0000-0000-000000000021', '00000000-0000-0000-0000-000000000011', 'Opening', 'interview', 1, 0, NULL, 87.50, 12.3456, '{"fps":  25}', 'roof', 'broll'),
    ('00000000-0000-0000-0000-000000000022', '00000000-0000-0000-0000-000000000011', 'Street', 'broll', 2, 3, true, 0.75, NULL, NULL, 'street', 'intro');
CREATE INDEX scenes_by_location ON scenes (location);
CREATE VIEW long_scenes AS SELECT id, name, raw_footage_duration FROM scenes WHERE raw_footage_duration > 10;

CREATE TABLE episode_scripts (
    id serial PRIMARY KEY,
    episode_id uuid NOT NULL REFERENCES episodes (id) ON DELETE CASCADE,
    version integer NOT NULL DEFAULT 1,
    script_text text,
    author varchar(50) NOT NULL,
    created_at timestamp DEFAULT now(),
    UNIQUE (episode_id, version)
);
INSERT INTO episode_scripts (episode_id, version, script_text, author, created_at) VALUES
    ('00000000-0000-0000-0000-000000000011', 1, 'INT. NIGHT', 'Ada', '2019-05-01 00:00:00'),
    ('00000000-0000-0000-0000-000000000011', 2, 'INT. DAY', 'Bob', '2019-05-02 00:00:00'),
    ('00000000-0000-0000-0000-000000000012', 1, NULL, '', NULL);

CREATE TABLE script_comments (script_id integer NOT NULL REFERENCES episode_scripts (id) ON DELETE CASCADE, body text);
INSERT INTO script_comments VALUES (1, 'more rain');

CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.synopsis := coalesce(NEW.synopsis, 'none'); RETURN NEW; END $$;
CREATE TRIGGER stamp BEFORE INSERT ON episodes FOR EACH ROW EXECUTE FUNCTION stamp();

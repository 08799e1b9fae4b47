-- A studio with the barest tables: bigint script keys that nothing hands out, no columns but keys and one of its own.
CREATE TABLE shows (id uuid PRIMARY KEY, name text NOT NULL, slug text);
INSERT INTO shows VALUES
    ('00000000-0000-0000-0000-000000000001', 'One', 'same'),
    ('00000000-0000-0000-0000-000000000002', 'Two', 'same');
CREATE TABLE episodes (id uuid PRIMARY KEY, show_id uuid REFERENCES shows (id), colour text DEFAULT 'red');
INSERT INTO episodes VALUES ('00000000-0000-0000-0000-000000000011', '00000000-0000-0000-0000-000000000001', 'blue');
CREATE TABLE scenes (id uuid PRIMARY KEY, episode_id uuid REFERENCES episodes (id) ON DELETE CASCADE, analysis_status text);
INSERT INTO scenes VALUES ('00000000-0000-0000-0000-000000000021', '00000000-0000-0000-0000-000000000011', 'reviewed');
CREATE TABLE episode_scripts (id bigint PRIMARY KEY, episode_id uuid);
INSERT INTO episode_scripts VALUES (5000000000, '00000000-0000-0000-0000-000000000011'), (7, '00000000-0000-0000-0000-00000000dead');

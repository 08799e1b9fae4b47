-- A younger studio: uuid keys everywhere, no shows table though episodes name a show, scenes without episode.
CREATE TABLE episodes (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    show_id uuid,
    name text NOT NULL,
    duration time NOT NULL,
    created_at timestamptz
);
INSERT INTO episodes VALUES
    ('00000000-0000-0000-0000-000000000011', '00000000-0000-0000-0000-00000000beef', 'One', '00:45', '2024-01-01T00:00:00Z'),
    ('00000000-0000-0000-0000-000000000012', NULL, 'Two', '00:30', NULL);

CREATE TABLE scenes (
    id uuid NOT NULL UNIQUE,
    label text NOT NULL UNIQUE,
    price money NOT NULL,
    area box NOT NULL
);
INSERT INTO scenes VALUES ('00000000-0000-0000-0000-000000000021', 'first', '12.50', '(1,1),(0,0)');

CREATE TABLE episode_scripts (
    id uuid PRIMARY KEY,
    body text NOT NULL
);
INSERT INTO episode_scripts VALUES ('00000000-0000-0000-0000-000000000031', 'FADE IN');

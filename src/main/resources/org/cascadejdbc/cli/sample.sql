CREATE TABLE artist (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE album (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    artist_id INTEGER NOT NULL REFERENCES artist (id) ON DELETE CASCADE
);
CREATE TABLE track (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    album_id INTEGER NOT NULL REFERENCES album (id) ON DELETE CASCADE
);
CREATE TABLE playlist (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE playlist_track (
    playlist_id INTEGER NOT NULL REFERENCES playlist (id) ON DELETE CASCADE,
    track_id INTEGER NOT NULL REFERENCES track (id) ON DELETE CASCADE,
    PRIMARY KEY (playlist_id, track_id)
);
CREATE TABLE invoice_line (
    id INTEGER PRIMARY KEY,
    track_id INTEGER REFERENCES track (id) ON DELETE SET NULL,
    cents INTEGER NOT NULL
);
CREATE INDEX album_artist ON album (artist_id);
CREATE INDEX track_album ON track (album_id);
CREATE INDEX playlist_track_track ON playlist_track (track_id);
INSERT INTO artist VALUES (1, 'The Foreign Keys'), (2, 'Nina Null'), (3, 'Orphans of Prague');
INSERT INTO album
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12)
    SELECT i, 'Album ' || i, 1 + i % 3 FROM n;
INSERT INTO track
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120)
    SELECT i, 'Track ' || i, 1 + i % 12 FROM n;
INSERT INTO playlist VALUES (1, 'Evening'), (2, 'Morning');
INSERT INTO playlist_track SELECT 1 + id % 2, id FROM track WHERE id % 5 < 3;
INSERT INTO invoice_line (track_id, cents) SELECT id, 99 FROM track WHERE id % 4 = 0;

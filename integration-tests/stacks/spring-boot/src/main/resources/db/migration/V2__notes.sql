CREATE TABLE note (id integer PRIMARY KEY, customer_id integer NOT NULL REFERENCES customer ON DELETE CASCADE);
INSERT INTO note VALUES (1, 1), (2, 2);

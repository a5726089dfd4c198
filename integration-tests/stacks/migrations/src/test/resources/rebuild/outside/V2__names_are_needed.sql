PRAGMA foreign_keys = OFF;
SAVEPOINT rebuild;
CREATE TABLE customer_new (id integer PRIMARY KEY, name text NOT NULL);
INSERT INTO customer_new SELECT id, name FROM customer;
DROP TABLE customer;
ALTER TABLE customer_new RENAME TO customer;
RELEASE rebuild;
PRAGMA foreign_keys = ON;

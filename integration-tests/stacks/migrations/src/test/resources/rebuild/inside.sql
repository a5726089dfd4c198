-- liquibase formatted sql

-- changeset shop:1
CREATE TABLE customer (id integer PRIMARY KEY, name text);
CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer NOT NULL REFERENCES customer ON DELETE CASCADE);
INSERT INTO customer VALUES (1, 'Ada'), (2, 'Grace');
INSERT INTO orders VALUES (1, 1), (2, 1), (3, 2);

-- changeset shop:2
CREATE TABLE customer_new (id integer PRIMARY KEY, name text NOT NULL);
INSERT INTO customer_new SELECT id, name FROM customer;
DROP TABLE customer;
ALTER TABLE customer_new RENAME TO customer;

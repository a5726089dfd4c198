CREATE TABLE invoice (id integer PRIMARY KEY, orders_id integer NOT NULL REFERENCES orders);
INSERT INTO invoice VALUES (1, 1), (2, 3);

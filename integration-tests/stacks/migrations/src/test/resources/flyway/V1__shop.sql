CREATE TABLE customer (id integer PRIMARY KEY, name varchar(40) NOT NULL);
CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer NOT NULL REFERENCES customer);
CREATE TABLE item (id integer PRIMARY KEY, orders_id integer NOT NULL REFERENCES orders);
CREATE INDEX ON orders (customer_id);
CREATE INDEX ON item (orders_id);
INSERT INTO customer VALUES (1, 'Ada'), (2, 'Grace');
INSERT INTO orders VALUES (1, 1), (2, 1), (3, 2);
INSERT INTO item VALUES (1, 1), (2, 1), (3, 2), (4, 2), (5, 3);

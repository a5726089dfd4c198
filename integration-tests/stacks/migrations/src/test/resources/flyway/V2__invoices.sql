CREATE TABLE invoice (id integer PRIMARY KEY, customer_id integer NOT NULL REFERENCES customer);
CREATE INDEX ON invoice (customer_id);
INSERT INTO invoice SELECT id, id FROM customer;

-- The keys of the shop are declared NO ACTION; here they cascade.
ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE CASCADE;
ALTER TABLE item ADD FOREIGN KEY (orders_id) REFERENCES orders (id) ON DELETE CASCADE;

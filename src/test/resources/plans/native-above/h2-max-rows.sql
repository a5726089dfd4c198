-- PREPARED
SELECT t.TABLE_NAME, COALESCE((SELECT LISTAGG(LOWER(c.COLUMN_NAME), ',') WITHIN GROUP (ORDER BY c.ORDINAL_POSITION) FROM INFORMATION_SCHEMA.COLUMNS c WHERE c.TABLE_NAME = t.TABLE_NAME AND c.TABLE_SCHEMA = t.TABLE_SCHEMA) = 'node,depth,k0,u', FALSE) FROM INFORMATION_SCHEMA.TABLES t WHERE t.TABLE_NAME = 'cascade_jdbc_rows' AND t.TABLE_TYPE = 'LOCAL TEMPORARY';
-- PREPARE
CREATE LOCAL TEMPORARY TABLE "cascade_jdbc_rows" (node INT DEFAULT 0, depth INT DEFAULT 0, k0 BIGINT, u INT, CONSTRAINT "cascade_jdbc_rows_row" UNIQUE (k0, node, u), CONSTRAINT "cascade_jdbc_rows_level" UNIQUE (depth, u)) NOT PERSISTENT TRANSACTIONAL;
-- SETUP
DELETE FROM "cascade_jdbc_rows";
-- SETUP
DELETE FROM "shop"."item" WHERE FALSE;
-- SETUP
DELETE FROM "shop"."orders" WHERE FALSE;
-- SETUP
DELETE FROM "shop"."customer" WHERE FALSE;
-- SETUP
DELETE FROM "shop"."note" WHERE FALSE;
-- FREEZE
INSERT INTO "cascade_jdbc_rows" (k0) SELECT c._ROWID_ FROM customer AS c WHERE (c.id = ?) FOR UPDATE;
-- FREEZE_MORE
INSERT INTO "cascade_jdbc_rows" (node, k0) SELECT 4, r._ROWID_ FROM "cascade_jdbc_rows" AS d JOIN "shop"."customer" AS q ON q._ROWID_ = d.k0 JOIN "shop"."note" AS r ON q."id" = r."customer_id" WHERE d.node IN (0) FOR UPDATE;
-- FREEZE_MORE
INSERT INTO "cascade_jdbc_rows" (node, k0) SELECT 5, r._ROWID_ FROM "cascade_jdbc_rows" AS d JOIN "shop"."orders" AS q ON q._ROWID_ = d.k0 JOIN "shop"."note" AS r ON q."id" = r."orders_id" WHERE d.node IN (2) FOR UPDATE;
-- FREEZE_MORE
INSERT INTO "cascade_jdbc_rows" (node, k0) SELECT 6, r._ROWID_ FROM "cascade_jdbc_rows" AS d JOIN "shop"."orders" AS q ON q._ROWID_ = d.k0 JOIN "shop"."invoice" AS r ON q."id" = r."orders_id" WHERE d.node IN (2);
-- FREEZE_MORE
INSERT INTO "cascade_jdbc_rows" (node, k0) SELECT 7, r._ROWID_ FROM "cascade_jdbc_rows" AS d JOIN "shop"."customer" AS q ON q._ROWID_ = d.k0 JOIN "shop"."note" AS r ON q."id" = r."customer_id" WHERE d.node IN (0) AND NULL IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "shop"."customer" AS f WHERE f."id" = NULL AND NOT EXISTS (SELECT 1 FROM "cascade_jdbc_rows" AS s WHERE s.node IN (0) AND f._ROWID_ = s.k0));
-- INSPECT
SELECT -100 - origin, COUNT(*) FROM (SELECT DISTINCT CASE node WHEN 0 THEN 3 WHEN 4 THEN 4 WHEN 5 THEN 4 ELSE node END AS origin, k0 FROM "cascade_jdbc_rows" WHERE node NOT IN (6, 7)) AS touched GROUP BY origin;
-- INSPECT
SELECT node, COUNT(*) FROM "cascade_jdbc_rows" GROUP BY node;
-- WRITE
UPDATE "shop"."note" AS r SET "customer_id" = DEFAULT WHERE EXISTS (SELECT 1 FROM "cascade_jdbc_rows" AS w WHERE w.k0 = r._ROWID_ AND w.node IN (4));
-- WRITE
UPDATE "shop"."note" AS r SET "orders_id" = NULL WHERE EXISTS (SELECT 1 FROM "cascade_jdbc_rows" AS w WHERE w.k0 = r._ROWID_ AND w.node IN (5));
-- WRITE
DELETE FROM "shop"."item" AS r WHERE EXISTS (SELECT 1 FROM "cascade_jdbc_rows" AS w WHERE w.k0 = r._ROWID_ AND w.node IN (1));
-- WRITE
DELETE FROM "shop"."orders" AS r WHERE EXISTS (SELECT 1 FROM "cascade_jdbc_rows" AS w WHERE w.k0 = r._ROWID_ AND w.node IN (2));
-- TARGET
DELETE FROM "shop"."customer" AS r WHERE EXISTS (SELECT 1 FROM "cascade_jdbc_rows" AS w WHERE w.k0 = r._ROWID_ AND w.node IN (0));
-- CLEANUP
DELETE FROM "cascade_jdbc_rows";
-- 6: the DELETE is refused: a row of shop.invoice that stays references a row that would go, by the key invoice_orders_id: shop.invoice(orders_id) -> shop.orders(id) ON DELETE RESTRICT (virtual); delete or change the referencing rows first, or give the key another rule in the relations (ON DELETE CASCADE, SET NULL)
-- 7: the DELETE is refused: by the key note_customer_id: shop.note(customer_id) -> shop.customer(id) ON DELETE SET DEFAULT rows of shop.note would get the default of [customer_id], but shop.customer has no such row that stays; add that row, or change the default or the rule

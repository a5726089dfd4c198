-- PREPARED
SELECT name, type = 'table' AND sql = 'CREATE TABLE cascade_jdbc_rows_2 (node, k0, k1, PRIMARY KEY (node, k0, k1)) WITHOUT ROWID' FROM temp.sqlite_master WHERE tbl_name = 'cascade_jdbc_rows_2';
-- PREPARE
CREATE TEMP TABLE cascade_jdbc_rows_2 (node, k0, k1, PRIMARY KEY (node, k0, k1)) WITHOUT ROWID;
-- SETUP
DELETE FROM temp.cascade_jdbc_rows_2;
-- SETUP
DELETE FROM "shop"."customer" WHERE 0;
-- FREEZE
INSERT OR IGNORE INTO temp.cascade_jdbc_rows_2 (node, k0, k1) WITH RECURSIVE cascade_doomed (node, k0, k1) AS MATERIALIZED (SELECT 0, t.*, 0 FROM (SELECT c."id" FROM customer AS c WHERE (c.name = ?)
) AS t UNION SELECT 2, r."id", 0 FROM cascade_doomed AS d CROSS JOIN "shop"."customer" AS q ON q."id" = d.k0 CROSS JOIN "shop"."orders" AS r ON q."id" = r."customer_id" WHERE d.node IN (0) UNION SELECT 1, r."orders_id", r."nr" FROM cascade_doomed AS d CROSS JOIN "shop"."orders" AS q ON q."id" = d.k0 CROSS JOIN "shop"."item" AS r ON q."id" = r."orders_id" WHERE d.node IN (2)) SELECT node, k0, k1 FROM cascade_doomed UNION ALL SELECT 4, r."id", 0 FROM cascade_doomed AS d CROSS JOIN "shop"."customer" AS q ON q."id" = d.k0 CROSS JOIN "shop"."note" AS r ON q."id" = r."defaultCustomer" WHERE d.node IN (0) UNION ALL SELECT 5, r."id", 0 FROM cascade_doomed AS d CROSS JOIN "shop"."orders" AS q ON q."id" = d.k0 CROSS JOIN "shop"."note" AS r ON q."id" = r."orders_id" WHERE d.node IN (2) UNION ALL SELECT 6, r."id", 0 FROM cascade_doomed AS d CROSS JOIN "shop"."orders" AS q ON q."id" = d.k0 CROSS JOIN "shop"."invoice" AS r ON q."id" = r."orders_id" WHERE d.node IN (2) UNION ALL SELECT 7, r."id", 0 FROM cascade_doomed AS d CROSS JOIN "shop"."customer" AS q ON q."id" = d.k0 CROSS JOIN "shop"."note" AS r ON q."id" = r."defaultCustomer" WHERE d.node IN (0) AND (7) IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "shop"."customer" AS f WHERE f."id" = (7) AND NOT EXISTS (SELECT 1 FROM cascade_doomed AS s WHERE s.node IN (0) AND f."id" = s.k0));
-- INSPECT
SELECT node, COUNT(*) FROM temp.cascade_jdbc_rows_2 GROUP BY node UNION ALL SELECT -1000, 0 WHERE (SELECT COUNT(*) FROM (VALUES (1), (2), (3))) <> 3;
-- WRITE
UPDATE OR ABORT "shop"."note" AS r SET "defaultCustomer" = (7) WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_2 AS w WHERE w.node IN (4));
-- WRITE
UPDATE OR ABORT "shop"."note" AS r SET "orders_id" = NULL WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_2 AS w WHERE w.node IN (5));
-- WRITE
DELETE FROM "shop"."item" AS r WHERE (r."orders_id", r."nr") IN (SELECT w.k0, w.k1 FROM temp.cascade_jdbc_rows_2 AS w WHERE w.node IN (1));
-- WRITE
DELETE FROM "shop"."orders" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_2 AS w WHERE w.node IN (2));
-- TARGET
DELETE FROM "shop"."customer" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_2 AS w WHERE w.node IN (0));
-- KEPT
SELECT EXISTS (SELECT 1 FROM "shop"."item" AS r WHERE (r."orders_id", r."nr") IN (SELECT w.k0, w.k1 FROM temp.cascade_jdbc_rows_2 AS w WHERE w.node IN (1))) OR EXISTS (SELECT 1 FROM "shop"."orders" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_2 AS w WHERE w.node IN (2))) OR EXISTS (SELECT 1 FROM "shop"."customer" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_2 AS w WHERE w.node IN (0))) OR EXISTS (SELECT 1 FROM "shop"."note" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_2 AS w WHERE w.node IN (4)) AND (r."defaultCustomer" IS NOT (7)) AND r."defaultCustomer" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "shop"."customer" AS q WHERE q."id" = r."defaultCustomer")) OR EXISTS (SELECT 1 FROM "shop"."note" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_2 AS w WHERE w.node IN (5)) AND (r."orders_id" IS NOT NULL) AND r."orders_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "shop"."orders" AS q WHERE q."id" = r."orders_id"));
-- CLEANUP
DELETE FROM temp.cascade_jdbc_rows_2;
-- 6: the DELETE is refused: a row of shop.invoice that stays references a row that would go, by the key invoice_orders_id: shop.invoice(orders_id) -> shop.orders(id) ON DELETE RESTRICT (virtual); delete or change the referencing rows first, or give the key another rule in the relations (ON DELETE CASCADE, SET NULL)
-- 7: the DELETE is refused: by the key note_defaultCustomer: shop.note(defaultCustomer) -> shop.customer(id) ON DELETE SET DEFAULT (virtual) rows of shop.note would get the default of [defaultCustomer], but shop.customer has no such row that stays; add that row, or change the default or the rule

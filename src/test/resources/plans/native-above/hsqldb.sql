-- SETUP
DECLARE LOCAL TEMPORARY TABLE IF NOT EXISTS "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" AS (SELECT CAST(0 AS INTEGER) AS node, CAST(0 AS INTEGER) AS depth, t0."id" AS k0 FROM "shop"."item" AS t0) WITH NO DATA;
-- SETUP
DELETE FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd";
-- SETUP
DELETE FROM "shop"."item" WHERE FALSE;
-- SETUP
DELETE FROM "shop"."orders" WHERE FALSE;
-- SETUP
DELETE FROM "shop"."customer" WHERE FALSE;
-- SETUP
UPDATE "shop"."note" SET "customer_id" = "customer_id" WHERE FALSE;
-- SETUP
UPDATE "shop"."note" SET "orders_id" = "orders_id" WHERE FALSE;
-- FREEZE
INSERT INTO "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" (node, depth, k0) SELECT 0, 0, c."id" FROM customer AS c WHERE (c.id = ?);
-- FREEZE_MORE
INSERT INTO "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" (node, depth, k0) SELECT 4, 0, r."id" FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" AS d JOIN "shop"."customer" AS q ON q."id" = d.k0 JOIN "shop"."note" AS r ON q."id" = r."customer_id" WHERE d.node IN (0);
-- FREEZE_MORE
INSERT INTO "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" (node, depth, k0) SELECT 5, 0, r."id" FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" AS d JOIN "shop"."orders" AS q ON q."id" = d.k0 JOIN "shop"."note" AS r ON q."id" = r."orders_id" WHERE d.node IN (2);
-- FREEZE_MORE
INSERT INTO "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" (node, depth, k0) SELECT 6, 0, r."id" FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" AS d JOIN "shop"."orders" AS q ON q."id" = d.k0 JOIN "shop"."invoice" AS r ON q."id" = r."orders_id" WHERE d.node IN (2);
-- FREEZE_MORE
INSERT INTO "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" (node, depth, k0) SELECT 7, 0, r."id" FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" AS d JOIN "shop"."customer" AS q ON q."id" = d.k0 JOIN "shop"."note" AS r ON q."id" = r."customer_id" WHERE d.node IN (0) AND NULL IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "shop"."customer" AS f WHERE f."id" = NULL AND NOT EXISTS (SELECT 1 FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" AS s WHERE s.node IN (0) AND f."id" = s.k0));
-- INSPECT
SELECT c.n, c.m FROM (SELECT node, COUNT(*) FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" GROUP BY node) AS c (n, m) ORDER BY c.n;
-- WRITE
UPDATE "shop"."note" AS r SET "customer_id" = DEFAULT WHERE r."id" IN (SELECT w.k0 FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" AS w WHERE w.node IN (4));
-- WRITE
UPDATE "shop"."note" AS r SET "orders_id" = NULL WHERE r."id" IN (SELECT w.k0 FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" AS w WHERE w.node IN (5));
-- WRITE
DELETE FROM "shop"."item" AS r WHERE r."id" IN (SELECT w.k0 FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" AS w WHERE w.node IN (1));
-- WRITE
DELETE FROM "shop"."orders" AS r WHERE r."id" IN (SELECT w.k0 FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" AS w WHERE w.node IN (2));
-- TARGET
DELETE FROM "shop"."customer" AS r WHERE r."id" IN (SELECT w.k0 FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" AS w WHERE w.node IN (0));
-- CLEANUP
DELETE FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd";
-- 6: the DELETE is refused: a row of shop.invoice that stays references a row that would go, by the key invoice_orders_id: shop.invoice(orders_id) -> shop.orders(id) ON DELETE RESTRICT (virtual); delete or change the referencing rows first, or give the key another rule in the relations (ON DELETE CASCADE, SET NULL)
-- 7: the DELETE is refused: by the key note_customer_id: shop.note(customer_id) -> shop.customer(id) ON DELETE SET DEFAULT rows of shop.note would get the default of [customer_id], but shop.customer has no such row that stays; add that row, or change the default or the rule

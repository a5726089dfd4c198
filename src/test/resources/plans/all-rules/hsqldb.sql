-- SETUP
DECLARE LOCAL TEMPORARY TABLE IF NOT EXISTS "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c" AS (SELECT CAST(0 AS INTEGER) AS node, CAST(0 AS INTEGER) AS depth, t0."orders_id" AS k0, t0."nr" AS k1 FROM "shop"."item" AS t0) WITH NO DATA;
-- SETUP
DELETE FROM "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c";
-- SETUP
DELETE FROM "shop"."item" WHERE FALSE;
-- SETUP
DELETE FROM "shop"."orders" WHERE FALSE;
-- SETUP
DELETE FROM "shop"."customer" WHERE FALSE;
-- SETUP
UPDATE "shop"."note" SET "defaultCustomer" = "defaultCustomer" WHERE FALSE;
-- SETUP
UPDATE "shop"."note" SET "orders_id" = "orders_id" WHERE FALSE;
-- FREEZE
INSERT INTO "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c" (node, depth, k0, k1) SELECT 0, 0, c."id", NULL FROM customer AS c WHERE (c.name = ?);
-- FREEZE_MORE
INSERT INTO "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c" (node, depth, k0, k1) SELECT 4, 0, r."id", NULL FROM "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c" AS d JOIN "shop"."customer" AS q ON q."id" = d.k0 JOIN "shop"."note" AS r ON q."id" = r."defaultCustomer" WHERE d.node IN (0);
-- FREEZE_MORE
INSERT INTO "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c" (node, depth, k0, k1) SELECT 5, 0, r."id", NULL FROM "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c" AS d JOIN "shop"."orders" AS q ON q."id" = d.k0 JOIN "shop"."note" AS r ON q."id" = r."orders_id" WHERE d.node IN (2);
-- FREEZE_MORE
INSERT INTO "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c" (node, depth, k0, k1) SELECT 6, 0, r."id", NULL FROM "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c" AS d JOIN "shop"."orders" AS q ON q."id" = d.k0 JOIN "shop"."invoice" AS r ON q."id" = r."orders_id" WHERE d.node IN (2);
-- FREEZE_MORE
INSERT INTO "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c" (node, depth, k0, k1) SELECT 7, 0, r."id", NULL FROM "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c" AS d JOIN "shop"."customer" AS q ON q."id" = d.k0 JOIN "shop"."note" AS r ON q."id" = r."defaultCustomer" WHERE d.node IN (0) AND (7) IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "shop"."customer" AS f WHERE f."id" = (7) AND NOT EXISTS (SELECT 1 FROM "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c" AS s WHERE s.node IN (0) AND f."id" = s.k0));
-- INSPECT
SELECT c.n, c.m FROM (SELECT node, COUNT(*) FROM "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c" GROUP BY node) AS c (n, m) ORDER BY c.n;
-- WRITE
UPDATE "shop"."note" AS r SET "defaultCustomer" = DEFAULT WHERE r."id" IN (SELECT w.k0 FROM "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c" AS w WHERE w.node IN (4));
-- WRITE
UPDATE "shop"."note" AS r SET "orders_id" = NULL WHERE r."id" IN (SELECT w.k0 FROM "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c" AS w WHERE w.node IN (5));
-- WRITE
DELETE FROM "shop"."item" AS r WHERE (r."orders_id", r."nr") IN (SELECT w.k0, w.k1 FROM "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c" AS w WHERE w.node IN (1));
-- WRITE
DELETE FROM "shop"."orders" AS r WHERE r."id" IN (SELECT w.k0 FROM "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c" AS w WHERE w.node IN (2));
-- TARGET
DELETE FROM "shop"."customer" AS r WHERE r."id" IN (SELECT w.k0 FROM "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c" AS w WHERE w.node IN (0));
-- CLEANUP
DELETE FROM "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c";
-- 6: the DELETE is refused: a row of shop.invoice that stays references a row that would go, by the key invoice_orders_id: shop.invoice(orders_id) -> shop.orders(id) ON DELETE RESTRICT (virtual); delete or change the referencing rows first, or give the key another rule in the relations (ON DELETE CASCADE, SET NULL)
-- 7: the DELETE is refused: by the key note_defaultCustomer: shop.note(defaultCustomer) -> shop.customer(id) ON DELETE SET DEFAULT (virtual) rows of shop.note would get the default of [defaultCustomer], but shop.customer has no such row that stays; add that row, or change the default or the rule

-- SETUP
DECLARE LOCAL TEMPORARY TABLE IF NOT EXISTS "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c" AS (SELECT CAST(0 AS INTEGER) AS node, CAST(0 AS INTEGER) AS depth, t0."id" AS k0, t1."nr" AS k1 FROM "shop"."orders" AS t0, "shop"."customer" AS t1) WITH NO DATA;
-- SETUP
DELETE FROM "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c";
-- SETUP
DELETE FROM "shop"."orders" WHERE FALSE;
-- SETUP
DELETE FROM "shop"."customer" WHERE FALSE;
-- FREEZE
INSERT INTO "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c" (node, depth, k0, k1) SELECT 0, 0, c."land", c."nr" FROM customer AS c WHERE (c.name = ?);
-- FREEZE_MORE
INSERT INTO "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c" (node, depth, k0, k1) SELECT 3, 0, r."id", NULL FROM "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c" AS d JOIN "shop"."customer" AS q ON q."land" = d.k0 AND q."nr" = d.k1 JOIN "shop"."orders" AS r ON q."land" = r."land" AND q."nr" = r."payer" WHERE d.node IN (0) AND NOT EXISTS (SELECT 1 FROM "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c" AS s WHERE s.node IN (1) AND r."id" = s.k0);
-- FREEZE_MORE
INSERT INTO "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c" (node, depth, k0, k1) SELECT 4, 0, r."id", NULL FROM "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c" AS d JOIN "shop"."customer" AS q ON q."land" = d.k0 AND q."nr" = d.k1 JOIN "shop"."orders" AS r ON q."land" = r."land" AND q."nr" = r."payer" WHERE d.node IN (0) AND EXISTS (SELECT 1 FROM "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c" AS s WHERE s.node IN (1) AND r."id" = s.k0);
-- INSPECT
SELECT c.n, c.m FROM (SELECT -100 - origin, COUNT(*) FROM (SELECT DISTINCT CASE node WHEN 0 THEN 2 WHEN 3 THEN 1 ELSE node END AS origin, k0, k1 FROM "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c" WHERE node NOT IN (4)) AS touched GROUP BY origin) AS c (n, m) ORDER BY CASE WHEN c.n IN (4) THEN 0 ELSE 1 END, c.n;
-- INSPECT
SELECT c.n, c.m FROM (SELECT node, COUNT(*) FROM "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c" GROUP BY node) AS c (n, m) ORDER BY CASE WHEN c.n IN (4) THEN 0 ELSE 1 END, c.n;
-- WRITE
UPDATE "shop"."orders" AS r SET "payer" = NULL WHERE r."id" IN (SELECT w.k0 FROM "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c" AS w WHERE w.node IN (3));
-- WRITE
DELETE FROM "shop"."orders" AS r WHERE r."id" IN (SELECT w.k0 FROM "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c" AS w WHERE w.node IN (1));
-- TARGET
DELETE FROM "shop"."customer" AS r WHERE (r."land", r."nr") IN (SELECT w.k0, w.k1 FROM "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c" AS w WHERE w.node IN (0));
-- CLEANUP
DELETE FROM "cascade_jdbc_rows_5c3e38166fe835e3a08a834146e1822c";
-- 4: the DELETE is refused, as by HSQLDB's own keys (triggered data change violation): a row of shop.orders goes by another key, and would be set by the key orders_land_payer: shop.orders(land, payer) -> shop.customer(land, nr) ON DELETE SET NULL (virtual); SET DATABASE SQL TDC DELETE FALSE lets it go, natively, too

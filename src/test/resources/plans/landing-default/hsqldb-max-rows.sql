-- SETUP
DECLARE LOCAL TEMPORARY TABLE IF NOT EXISTS "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" AS (SELECT CAST(0 AS INTEGER) AS node, CAST(0 AS INTEGER) AS depth, t0."id" AS k0 FROM "shop"."seat" AS t0) WITH NO DATA;
-- SETUP
DELETE FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd";
-- SETUP
DELETE FROM "shop"."seat" WHERE FALSE;
-- SETUP
DELETE FROM "shop"."customer" WHERE FALSE;
-- FREEZE
INSERT INTO "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" (node, depth, k0) SELECT 0, 0, c."id" FROM customer AS c WHERE (c.name = ?);
-- FREEZE_MORE
INSERT INTO "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" (node, depth, k0) SELECT 3, 0, r."id" FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" AS d JOIN "shop"."customer" AS q ON q."id" = d.k0 JOIN "shop"."seat" AS r ON q."id" = r."defaultRow" WHERE d.node IN (0) AND NOT EXISTS (SELECT 1 FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" AS s WHERE s.node IN (1) AND r."id" = s.k0);
-- FREEZE_MORE
INSERT INTO "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" (node, depth, k0) SELECT 4, 0, r."id" FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" AS d JOIN "shop"."customer" AS q ON q."id" = d.k0 JOIN "shop"."seat" AS r ON q."id" = r."defaultRow" WHERE d.node IN (0) AND NOT EXISTS (SELECT 1 FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" AS s WHERE s.node IN (1) AND r."id" = s.k0) AND (7) IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "shop"."customer" AS f WHERE f."id" = (7) AND NOT EXISTS (SELECT 1 FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" AS s WHERE s.node IN (0) AND f."id" = s.k0));
-- FREEZE_MORE
INSERT INTO "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" (node, depth, k0) SELECT 5, 0, r."id" FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" AS d JOIN "shop"."customer" AS q ON q."id" = d.k0 JOIN "shop"."seat" AS r ON q."id" = r."defaultRow" WHERE d.node IN (0) AND EXISTS (SELECT 1 FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" AS s WHERE s.node IN (1) AND r."id" = s.k0);
-- INSPECT
SELECT c.n, c.m FROM (SELECT -100 - origin, COUNT(*) FROM (SELECT DISTINCT CASE node WHEN 0 THEN 2 WHEN 3 THEN 1 ELSE node END AS origin, k0 FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" WHERE node NOT IN (4, 5)) AS touched GROUP BY origin) AS c (n, m) ORDER BY CASE WHEN c.n IN (5) THEN 0 ELSE 1 END, c.n;
-- INSPECT
SELECT c.n, c.m FROM (SELECT node, COUNT(*) FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" GROUP BY node) AS c (n, m) ORDER BY CASE WHEN c.n IN (5) THEN 0 ELSE 1 END, c.n;
-- WRITE
DELETE FROM "shop"."seat" AS r WHERE r."id" IN (SELECT w.k0 FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" AS w WHERE w.node IN (1));
-- TARGET
DELETE FROM "shop"."customer" AS r WHERE r."id" IN (SELECT w.k0 FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" AS w WHERE w.node IN (0));
-- WRITE
UPDATE "shop"."seat" AS r SET "defaultRow" = DEFAULT WHERE r."id" IN (SELECT w.k0 FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" AS w WHERE w.node IN (3));
-- CLEANUP
DELETE FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd";
-- 4: the DELETE is refused: by the key seat_defaultRow: shop.seat(defaultRow) -> shop.customer(id) ON DELETE SET DEFAULT (virtual) rows of shop.seat would get the default of [defaultRow], but shop.customer has no such row that stays; add that row, or change the default or the rule
-- 5: the DELETE is refused, as by HSQLDB's own keys (triggered data change violation): a row of shop.seat goes by another key, and would be set by the key seat_defaultRow: shop.seat(defaultRow) -> shop.customer(id) ON DELETE SET DEFAULT (virtual); SET DATABASE SQL TDC DELETE FALSE lets it go, natively, too

-- SETUP
DECLARE LOCAL TEMPORARY TABLE IF NOT EXISTS "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" AS (SELECT CAST(0 AS INTEGER) AS node, CAST(0 AS INTEGER) AS depth, t0."id" AS k0 FROM "shop"."customer" AS t0) WITH NO DATA;
-- SETUP
DELETE FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd";
-- SETUP
DELETE FROM "shop"."customer" WHERE FALSE;
-- FREEZE
INSERT INTO "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" (node, depth, k0) SELECT 0, 0, c."id" FROM customer AS c WHERE (c.name = ?);
-- INSPECT
SELECT c.n, c.m FROM (SELECT node, COUNT(*) FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" GROUP BY node) AS c (n, m) ORDER BY c.n;
-- TARGET
DELETE FROM "shop"."customer" AS r WHERE r."id" IN (SELECT w.k0 FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" AS w WHERE w.node IN (0, 1));
-- CLEANUP
DELETE FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd";

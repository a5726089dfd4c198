-- SETUP
DECLARE LOCAL TEMPORARY TABLE IF NOT EXISTS "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" AS (SELECT CAST(0 AS INTEGER) AS node, CAST(0 AS INTEGER) AS depth, t0."id" AS k0 FROM "shop"."customer" AS t0) WITH NO DATA;
-- SETUP
DELETE FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd";
-- SETUP
DELETE FROM "shop"."visit" WHERE FALSE;
-- SETUP
DELETE FROM "shop"."customer" WHERE FALSE;
-- FREEZE
INSERT INTO "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" (node, depth, k0) SELECT 0, 0, c."id" FROM customer AS c WHERE (c.name = ?);
-- INSPECT
SELECT c.n, c.m FROM (SELECT -100 - origin, COUNT(*) FROM (SELECT DISTINCT CASE node WHEN 0 THEN 2 ELSE node END AS origin, k0 FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd") AS touched GROUP BY origin) AS c (n, m) ORDER BY c.n;
-- INSPECT
SELECT -101, COUNT(*) FROM "shop"."visit" AS r WHERE EXISTS (SELECT 1 FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" AS d JOIN "shop"."customer" AS q ON q."id" = d.k0 WHERE d.node IN (0) AND q."id" = r."customer_id");
-- WRITE
DELETE FROM "shop"."visit" AS r WHERE EXISTS (SELECT 1 FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" AS d JOIN "shop"."customer" AS q ON q."id" = d.k0 WHERE d.node IN (0) AND q."id" = r."customer_id");
-- TARGET
DELETE FROM "shop"."customer" AS r WHERE r."id" IN (SELECT w.k0 FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd" AS w WHERE w.node IN (0));
-- CLEANUP
DELETE FROM "cascade_jdbc_rows_37a6259cc0c13ae299a7866489dff0bd";

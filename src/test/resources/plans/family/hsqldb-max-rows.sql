-- SETUP
DECLARE LOCAL TEMPORARY TABLE IF NOT EXISTS "cascade_jdbc_rows_948cb6a313ae3a5296b8efe09e2a3426" AS (SELECT CAST(0 AS INTEGER) AS node, CAST(0 AS INTEGER) AS depth, t0."orders_id" AS k0, t0."nr" AS k1, t1."id" AS k2 FROM "shop"."item" AS t0, "shop"."customer" AS t1) WITH NO DATA;
-- SETUP
DELETE FROM "cascade_jdbc_rows_948cb6a313ae3a5296b8efe09e2a3426";
-- SETUP
DELETE FROM "shop"."item" WHERE FALSE;
-- SETUP
DELETE FROM "shop"."address" WHERE FALSE;
-- SETUP
DELETE FROM "shop"."orders" WHERE FALSE;
-- SETUP
DELETE FROM "shop"."customer" WHERE FALSE;
-- FREEZE
INSERT INTO "cascade_jdbc_rows_948cb6a313ae3a5296b8efe09e2a3426" (node, depth, k0, k1, k2) SELECT 0, 0, NULL, NULL, c."id" FROM customer AS c WHERE (c.name = ?);
-- INSPECT
SELECT c.n, c.m FROM (SELECT -100 - origin, COUNT(*) FROM (SELECT DISTINCT CASE node WHEN 0 THEN 4 ELSE node END AS origin, k0, k1, k2 FROM "cascade_jdbc_rows_948cb6a313ae3a5296b8efe09e2a3426") AS touched GROUP BY origin) AS c (n, m) ORDER BY c.n;
-- WRITE
DELETE FROM "shop"."item" AS r WHERE (r."orders_id", r."nr") IN (SELECT w.k0, w.k1 FROM "cascade_jdbc_rows_948cb6a313ae3a5296b8efe09e2a3426" AS w WHERE w.node IN (1));
-- WRITE
DELETE FROM "shop"."address" AS r WHERE r."id" IN (SELECT w.k0 FROM "cascade_jdbc_rows_948cb6a313ae3a5296b8efe09e2a3426" AS w WHERE w.node IN (2));
-- WRITE
DELETE FROM "shop"."orders" AS r WHERE r."id" IN (SELECT w.k0 FROM "cascade_jdbc_rows_948cb6a313ae3a5296b8efe09e2a3426" AS w WHERE w.node IN (3));
-- TARGET
DELETE FROM "shop"."customer" AS r WHERE r."id" IN (SELECT w.k2 FROM "cascade_jdbc_rows_948cb6a313ae3a5296b8efe09e2a3426" AS w WHERE w.node IN (0));
-- CLEANUP
DELETE FROM "cascade_jdbc_rows_948cb6a313ae3a5296b8efe09e2a3426";

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
) AS t UNION SELECT 3, r."id", 0 FROM cascade_doomed AS d CROSS JOIN "shop"."customer" AS q ON q."id" = d.k0 CROSS JOIN "shop"."orders" AS r ON q."id" = r."customer_id" WHERE d.node IN (0) UNION SELECT 2, r."id", 0 FROM cascade_doomed AS d CROSS JOIN "shop"."customer" AS q ON q."id" = d.k0 CROSS JOIN "shop"."address" AS r ON q."id" = r."customer_id" WHERE d.node IN (0) UNION SELECT 1, r."orders_id", r."nr" FROM cascade_doomed AS d CROSS JOIN "shop"."orders" AS q ON q."id" = d.k0 CROSS JOIN "shop"."item" AS r ON q."id" = r."orders_id" WHERE d.node IN (3)) SELECT node, k0, k1 FROM cascade_doomed;
-- INSPECT
SELECT -100 - origin, COUNT(*) FROM (SELECT DISTINCT CASE node WHEN 0 THEN 4 ELSE node END AS origin, k0, k1 FROM temp.cascade_jdbc_rows_2) AS touched GROUP BY origin UNION ALL SELECT -1000, 0 WHERE (SELECT COUNT(*) FROM (VALUES (1), (2), (3))) <> 3;
-- WRITE
DELETE FROM "shop"."item" AS r WHERE (r."orders_id", r."nr") IN (SELECT w.k0, w.k1 FROM temp.cascade_jdbc_rows_2 AS w WHERE w.node IN (1));
-- WRITE
DELETE FROM "shop"."address" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_2 AS w WHERE w.node IN (2));
-- WRITE
DELETE FROM "shop"."orders" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_2 AS w WHERE w.node IN (3));
-- TARGET
DELETE FROM "shop"."customer" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_2 AS w WHERE w.node IN (0));
-- KEPT
SELECT EXISTS (SELECT 1 FROM "shop"."item" AS r WHERE (r."orders_id", r."nr") IN (SELECT w.k0, w.k1 FROM temp.cascade_jdbc_rows_2 AS w WHERE w.node IN (1))) OR EXISTS (SELECT 1 FROM "shop"."address" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_2 AS w WHERE w.node IN (2))) OR EXISTS (SELECT 1 FROM "shop"."orders" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_2 AS w WHERE w.node IN (3))) OR EXISTS (SELECT 1 FROM "shop"."customer" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_2 AS w WHERE w.node IN (0)));
-- CLEANUP
DELETE FROM temp.cascade_jdbc_rows_2;

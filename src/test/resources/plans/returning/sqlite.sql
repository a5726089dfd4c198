-- PREPARED
SELECT name, type = 'table' AND sql = 'CREATE TABLE cascade_jdbc_rows_1 (node, k0, PRIMARY KEY (node, k0)) WITHOUT ROWID' FROM temp.sqlite_master WHERE tbl_name = 'cascade_jdbc_rows_1';
-- PREPARE
CREATE TEMP TABLE cascade_jdbc_rows_1 (node, k0, PRIMARY KEY (node, k0)) WITHOUT ROWID;
-- SETUP
DELETE FROM temp.cascade_jdbc_rows_1;
-- SETUP
DELETE FROM "shop"."customer" WHERE 0;
-- FREEZE
INSERT OR IGNORE INTO temp.cascade_jdbc_rows_1 (node, k0) WITH RECURSIVE cascade_doomed (node, k0) AS MATERIALIZED (SELECT 0, t.* FROM (SELECT c."id" FROM customer AS c WHERE (c.name = ?)
) AS t UNION SELECT 1, r."id" FROM cascade_doomed AS d CROSS JOIN "shop"."customer" AS q ON q."id" = d.k0 CROSS JOIN "shop"."orders" AS r ON q."id" = r."customer_id" WHERE d.node IN (0)) SELECT node, k0 FROM cascade_doomed UNION ALL SELECT 3, r."id" FROM cascade_doomed AS d CROSS JOIN "shop"."orders" AS q ON q."id" = d.k0 CROSS JOIN "shop"."note" AS r ON q."id" = r."orders_id" WHERE d.node IN (1);
-- WRITE
UPDATE OR ABORT "shop"."note" AS r SET "orders_id" = NULL WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_1 AS w WHERE w.node IN (3));
-- WRITE
DELETE FROM "shop"."orders" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_1 AS w WHERE w.node IN (1));
-- TARGET
DELETE FROM "shop"."customer" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_1 AS w WHERE w.node IN (0));
-- KEPT
SELECT EXISTS (SELECT 1 FROM "shop"."orders" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_1 AS w WHERE w.node IN (1))) OR EXISTS (SELECT 1 FROM "shop"."customer" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_1 AS w WHERE w.node IN (0))) OR EXISTS (SELECT 1 FROM "shop"."note" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_1 AS w WHERE w.node IN (3)) AND (r."orders_id" IS NOT NULL) AND r."orders_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "shop"."orders" AS q WHERE q."id" = r."orders_id"));
-- CLEANUP
DELETE FROM temp.cascade_jdbc_rows_1;

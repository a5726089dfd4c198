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
) AS t UNION SELECT 1, r."id" FROM cascade_doomed AS d CROSS JOIN "shop"."customer" AS q ON q."id" = d.k0 CROSS JOIN "shop"."customer" AS r ON q."id" = r."recruiter_id" WHERE d.node IN (0, 1) UNION SELECT 2, r."id" FROM cascade_doomed AS d CROSS JOIN "shop"."customer" AS q ON q."id" = d.k0 CROSS JOIN "shop"."account" AS r ON q."id" = r."customer_id" WHERE d.node IN (0, 1) UNION SELECT 1, r."id" FROM cascade_doomed AS d CROSS JOIN "shop"."account" AS q ON q."id" = d.k0 CROSS JOIN "shop"."customer" AS r ON q."id" = r."account_id" WHERE d.node IN (2)) SELECT node, k0 FROM cascade_doomed;
-- INSPECT
SELECT -100 - origin, COUNT(*) FROM (SELECT DISTINCT CASE node WHEN 0 THEN 1 ELSE node END AS origin, k0 FROM temp.cascade_jdbc_rows_1) AS touched GROUP BY origin UNION ALL SELECT -1000, 0 WHERE (SELECT COUNT(*) FROM (VALUES (1), (2), (3))) <> 3;
-- INSPECT
SELECT node, COUNT(*) FROM temp.cascade_jdbc_rows_1 GROUP BY node UNION ALL SELECT -1000, 0 WHERE (SELECT COUNT(*) FROM (VALUES (1), (2), (3))) <> 3;
-- DETACH
UPDATE OR ABORT "shop"."customer" AS r SET "recruiter_id" = NULL WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_1 AS w WHERE w.node IN (0, 1));
-- DETACH
UPDATE OR ABORT "shop"."account" AS r SET "customer_id" = NULL WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_1 AS w WHERE w.node IN (2));
-- TARGET
DELETE FROM "shop"."customer" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_1 AS w WHERE w.node IN (0, 1));
-- WRITE
DELETE FROM "shop"."account" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_1 AS w WHERE w.node IN (2));
-- KEPT
SELECT EXISTS (SELECT 1 FROM "shop"."customer" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_1 AS w WHERE w.node IN (0, 1))) OR EXISTS (SELECT 1 FROM "shop"."account" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_1 AS w WHERE w.node IN (2)));
-- CLEANUP
DELETE FROM temp.cascade_jdbc_rows_1;

-- PREPARED
SELECT name, type = 'table' AND sql = 'CREATE TABLE cascade_jdbc_rows_1 (node, k0, PRIMARY KEY (node, k0)) WITHOUT ROWID' FROM temp.sqlite_master WHERE tbl_name = 'cascade_jdbc_rows_1';
-- PREPARE
CREATE TEMP TABLE cascade_jdbc_rows_1 (node, k0, PRIMARY KEY (node, k0)) WITHOUT ROWID;
-- SETUP
DELETE FROM temp.cascade_jdbc_rows_1;
-- SETUP
DELETE FROM "shop"."team" WHERE 0;
-- FREEZE
INSERT OR IGNORE INTO temp.cascade_jdbc_rows_1 (node, k0) WITH RECURSIVE cascade_doomed (node, k0) AS MATERIALIZED (SELECT 0, t.* FROM (SELECT c."id" FROM team AS c WHERE (c.id = ?)
) AS t UNION SELECT 1, r."id" FROM cascade_doomed AS d CROSS JOIN "shop"."team" AS q ON q."id" = d.k0 CROSS JOIN "shop"."team" AS r ON q."id" = r."parent_id" WHERE d.node IN (0, 1)) SELECT node, k0 FROM cascade_doomed;
-- INSPECT
SELECT -100 - origin, COUNT(*) FROM (SELECT DISTINCT CASE node WHEN 0 THEN 1 ELSE node END AS origin, k0 FROM temp.cascade_jdbc_rows_1) AS touched GROUP BY origin UNION ALL SELECT -1000, 0 WHERE (SELECT COUNT(*) FROM (VALUES (1), (2), (3))) <> 3;
-- INSPECT
SELECT node, COUNT(*) FROM temp.cascade_jdbc_rows_1 GROUP BY node UNION ALL SELECT -1000, 0 WHERE (SELECT COUNT(*) FROM (VALUES (1), (2), (3))) <> 3;
-- TARGET
DELETE FROM "shop"."team" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_1 AS w WHERE w.node IN (0, 1));
-- KEPT
SELECT EXISTS (SELECT 1 FROM "shop"."team" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_1 AS w WHERE w.node IN (0, 1)));
-- CLEANUP
DELETE FROM temp.cascade_jdbc_rows_1;

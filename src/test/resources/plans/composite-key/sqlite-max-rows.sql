-- PREPARED
SELECT name, type = 'table' AND sql = 'CREATE TABLE cascade_jdbc_rows_2 (node, k0, k1, PRIMARY KEY (node, k0, k1)) WITHOUT ROWID' FROM temp.sqlite_master WHERE tbl_name = 'cascade_jdbc_rows_2';
-- PREPARE
CREATE TEMP TABLE cascade_jdbc_rows_2 (node, k0, k1, PRIMARY KEY (node, k0, k1)) WITHOUT ROWID;
-- SETUP
DELETE FROM temp.cascade_jdbc_rows_2;
-- SETUP
DELETE FROM "shop"."customer" WHERE 0;
-- FREEZE
INSERT OR IGNORE INTO temp.cascade_jdbc_rows_2 (node, k0, k1) WITH RECURSIVE cascade_doomed (node, k0, k1) AS MATERIALIZED (SELECT 0, t.* FROM (SELECT c."land", c."nr" FROM customer AS c WHERE (c.name = ?)
) AS t UNION SELECT 1, r."id", 0 FROM cascade_doomed AS d CROSS JOIN "shop"."customer" AS q ON q."land" = d.k0 AND q."nr" = d.k1 CROSS JOIN "shop"."orders" AS r ON q."land" = r."land" AND q."nr" = r."nr" WHERE d.node IN (0)) SELECT node, k0, k1 FROM cascade_doomed UNION ALL SELECT 3, r."id", 0 FROM cascade_doomed AS d CROSS JOIN "shop"."customer" AS q ON q."land" = d.k0 AND q."nr" = d.k1 CROSS JOIN "shop"."orders" AS r ON q."land" = r."land" AND q."nr" = r."payer" WHERE d.node IN (0) AND NOT EXISTS (SELECT 1 FROM cascade_doomed AS s WHERE s.node IN (1) AND r."id" = s.k0);
-- INSPECT
SELECT -100 - origin, COUNT(*) FROM (SELECT DISTINCT CASE node WHEN 0 THEN 2 WHEN 3 THEN 1 ELSE node END AS origin, k0, k1 FROM temp.cascade_jdbc_rows_2) AS touched GROUP BY origin UNION ALL SELECT -1000, 0 WHERE (SELECT COUNT(*) FROM (VALUES (1), (2), (3))) <> 3;
-- WRITE
UPDATE OR ABORT "shop"."orders" AS r SET "payer" = NULL WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_2 AS w WHERE w.node IN (3));
-- WRITE
DELETE FROM "shop"."orders" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_2 AS w WHERE w.node IN (1));
-- TARGET
DELETE FROM "shop"."customer" AS r WHERE (r."land", r."nr") IN (SELECT w.k0, w.k1 FROM temp.cascade_jdbc_rows_2 AS w WHERE w.node IN (0));
-- KEPT
SELECT EXISTS (SELECT 1 FROM "shop"."orders" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_2 AS w WHERE w.node IN (1))) OR EXISTS (SELECT 1 FROM "shop"."customer" AS r WHERE (r."land", r."nr") IN (SELECT w.k0, w.k1 FROM temp.cascade_jdbc_rows_2 AS w WHERE w.node IN (0))) OR EXISTS (SELECT 1 FROM "shop"."orders" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_2 AS w WHERE w.node IN (3)) AND (r."payer" IS NOT NULL) AND r."land" IS NOT NULL AND r."payer" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "shop"."customer" AS q WHERE q."land" = r."land" AND q."nr" = r."payer"));
-- CLEANUP
DELETE FROM temp.cascade_jdbc_rows_2;

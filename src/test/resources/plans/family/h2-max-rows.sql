-- PREPARED
SELECT t.TABLE_NAME, COALESCE((SELECT LISTAGG(LOWER(c.COLUMN_NAME), ',') WITHIN GROUP (ORDER BY c.ORDINAL_POSITION) FROM INFORMATION_SCHEMA.COLUMNS c WHERE c.TABLE_NAME = t.TABLE_NAME AND c.TABLE_SCHEMA = t.TABLE_SCHEMA) = 'node,depth,k0,u', FALSE) FROM INFORMATION_SCHEMA.TABLES t WHERE t.TABLE_NAME = 'cascade_jdbc_rows' AND t.TABLE_TYPE = 'LOCAL TEMPORARY';
-- PREPARE
CREATE LOCAL TEMPORARY TABLE "cascade_jdbc_rows" (node INT DEFAULT 0, depth INT DEFAULT 0, k0 BIGINT, u INT, CONSTRAINT "cascade_jdbc_rows_row" UNIQUE (k0, node, u), CONSTRAINT "cascade_jdbc_rows_level" UNIQUE (depth, u)) NOT PERSISTENT TRANSACTIONAL;
-- SETUP
DELETE FROM "cascade_jdbc_rows";
-- SETUP
DELETE FROM "shop"."item" WHERE FALSE;
-- SETUP
DELETE FROM "shop"."address" WHERE FALSE;
-- SETUP
DELETE FROM "shop"."orders" WHERE FALSE;
-- SETUP
DELETE FROM "shop"."customer" WHERE FALSE;
-- FREEZE
INSERT INTO "cascade_jdbc_rows" (k0) SELECT c._ROWID_ FROM customer AS c WHERE (c.name = ?) FOR UPDATE;
-- INSPECT
SELECT -100 - origin, COUNT(*) FROM (SELECT DISTINCT CASE node WHEN 0 THEN 4 ELSE node END AS origin, k0 FROM "cascade_jdbc_rows") AS touched GROUP BY origin;
-- WRITE
DELETE FROM "shop"."item" AS r WHERE EXISTS (SELECT 1 FROM "cascade_jdbc_rows" AS w WHERE w.k0 = r._ROWID_ AND w.node IN (1));
-- WRITE
DELETE FROM "shop"."address" AS r WHERE EXISTS (SELECT 1 FROM "cascade_jdbc_rows" AS w WHERE w.k0 = r._ROWID_ AND w.node IN (2));
-- WRITE
DELETE FROM "shop"."orders" AS r WHERE EXISTS (SELECT 1 FROM "cascade_jdbc_rows" AS w WHERE w.k0 = r._ROWID_ AND w.node IN (3));
-- TARGET
DELETE FROM "shop"."customer" AS r WHERE EXISTS (SELECT 1 FROM "cascade_jdbc_rows" AS w WHERE w.k0 = r._ROWID_ AND w.node IN (0));
-- CLEANUP
DELETE FROM "cascade_jdbc_rows";

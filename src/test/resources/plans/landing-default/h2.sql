-- PREPARED
SELECT t.TABLE_NAME, COALESCE((SELECT LISTAGG(LOWER(c.COLUMN_NAME), ',') WITHIN GROUP (ORDER BY c.ORDINAL_POSITION) FROM INFORMATION_SCHEMA.COLUMNS c WHERE c.TABLE_NAME = t.TABLE_NAME AND c.TABLE_SCHEMA = t.TABLE_SCHEMA) = 'node,depth,k0,u', FALSE) FROM INFORMATION_SCHEMA.TABLES t WHERE t.TABLE_NAME = 'cascade_jdbc_rows' AND t.TABLE_TYPE = 'LOCAL TEMPORARY';
-- PREPARE
CREATE LOCAL TEMPORARY TABLE "cascade_jdbc_rows" (node INT DEFAULT 0, depth INT DEFAULT 0, k0 BIGINT, u INT, CONSTRAINT "cascade_jdbc_rows_row" UNIQUE (k0, node, u), CONSTRAINT "cascade_jdbc_rows_level" UNIQUE (depth, u)) NOT PERSISTENT TRANSACTIONAL;
-- SETUP
DELETE FROM "cascade_jdbc_rows";
-- SETUP
DELETE FROM "shop"."seat" WHERE FALSE;
-- SETUP
DELETE FROM "shop"."customer" WHERE FALSE;
-- FREEZE
INSERT INTO "cascade_jdbc_rows" (k0) SELECT c._ROWID_ FROM customer AS c WHERE (c.name = ?) FOR UPDATE;
-- FREEZE_MORE
INSERT INTO "cascade_jdbc_rows" (node, k0) SELECT 3, r._ROWID_ FROM "cascade_jdbc_rows" AS d JOIN "shop"."customer" AS q ON q._ROWID_ = d.k0 JOIN "shop"."seat" AS r ON q."id" = r."defaultRow" WHERE d.node IN (0) AND NOT EXISTS (SELECT 1 FROM "cascade_jdbc_rows" AS s WHERE s.node IN (1) AND r._ROWID_ = s.k0) FOR UPDATE;
-- FREEZE_MORE
INSERT INTO "cascade_jdbc_rows" (node, k0) SELECT 4, r._ROWID_ FROM "cascade_jdbc_rows" AS d JOIN "shop"."customer" AS q ON q._ROWID_ = d.k0 JOIN "shop"."seat" AS r ON q."id" = r."defaultRow" WHERE d.node IN (0) AND NOT EXISTS (SELECT 1 FROM "cascade_jdbc_rows" AS s WHERE s.node IN (1) AND r._ROWID_ = s.k0) AND (7) IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "shop"."customer" AS f WHERE f."id" = (7) AND NOT EXISTS (SELECT 1 FROM "cascade_jdbc_rows" AS s WHERE s.node IN (0) AND f._ROWID_ = s.k0));
-- INSPECT
SELECT node, COUNT(*) FROM "cascade_jdbc_rows" GROUP BY node;
-- WRITE
DELETE FROM "shop"."seat" AS r WHERE EXISTS (SELECT 1 FROM "cascade_jdbc_rows" AS w WHERE w.k0 = r._ROWID_ AND w.node IN (1));
-- TARGET
DELETE FROM "shop"."customer" AS r WHERE EXISTS (SELECT 1 FROM "cascade_jdbc_rows" AS w WHERE w.k0 = r._ROWID_ AND w.node IN (0));
-- WRITE
UPDATE "shop"."seat" AS r SET "defaultRow" = DEFAULT WHERE EXISTS (SELECT 1 FROM "cascade_jdbc_rows" AS w WHERE w.k0 = r._ROWID_ AND w.node IN (3));
-- CLEANUP
DELETE FROM "cascade_jdbc_rows";
-- 4: the DELETE is refused: by the key seat_defaultRow: shop.seat(defaultRow) -> shop.customer(id) ON DELETE SET DEFAULT (virtual) rows of shop.seat would get the default of [defaultRow], but shop.customer has no such row that stays; add that row, or change the default or the rule

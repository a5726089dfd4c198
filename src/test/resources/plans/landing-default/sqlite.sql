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
) AS t UNION SELECT 1, r."id" FROM cascade_doomed AS d CROSS JOIN "shop"."customer" AS q ON q."id" = d.k0 CROSS JOIN "shop"."seat" AS r ON q."id" = r."customer_id" WHERE d.node IN (0)) SELECT node, k0 FROM cascade_doomed UNION ALL SELECT 3, r."id" FROM cascade_doomed AS d CROSS JOIN "shop"."customer" AS q ON q."id" = d.k0 CROSS JOIN "shop"."seat" AS r ON q."id" = r."defaultRow" WHERE d.node IN (0) AND NOT EXISTS (SELECT 1 FROM cascade_doomed AS s WHERE s.node IN (1) AND r."id" = s.k0) UNION ALL SELECT 4, r."id" FROM cascade_doomed AS d CROSS JOIN "shop"."customer" AS q ON q."id" = d.k0 CROSS JOIN "shop"."seat" AS r ON q."id" = r."defaultRow" WHERE d.node IN (0) AND NOT EXISTS (SELECT 1 FROM cascade_doomed AS s WHERE s.node IN (1) AND r."id" = s.k0) AND (7) IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "shop"."customer" AS f WHERE f."id" = (7) AND NOT EXISTS (SELECT 1 FROM cascade_doomed AS s WHERE s.node IN (0) AND f."id" = s.k0));
-- INSPECT
SELECT node, COUNT(*) FROM temp.cascade_jdbc_rows_1 GROUP BY node UNION ALL SELECT -1000, 0 WHERE (SELECT COUNT(*) FROM (VALUES (1), (2), (3))) <> 3;
-- WRITE
DELETE FROM "shop"."seat" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_1 AS w WHERE w.node IN (1));
-- TARGET
DELETE FROM "shop"."customer" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_1 AS w WHERE w.node IN (0));
-- WRITE
UPDATE OR ABORT "shop"."seat" AS r SET "defaultRow" = (7) WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_1 AS w WHERE w.node IN (3));
-- KEPT
SELECT EXISTS (SELECT 1 FROM "shop"."seat" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_1 AS w WHERE w.node IN (1))) OR EXISTS (SELECT 1 FROM "shop"."customer" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_1 AS w WHERE w.node IN (0))) OR EXISTS (SELECT 1 FROM "shop"."seat" AS r WHERE r."id" IN (SELECT w.k0 FROM temp.cascade_jdbc_rows_1 AS w WHERE w.node IN (3)) AND (r."defaultRow" IS NOT (7)) AND r."defaultRow" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "shop"."customer" AS q WHERE q."id" = r."defaultRow"));
-- CLEANUP
DELETE FROM temp.cascade_jdbc_rows_1;
-- 4: the DELETE is refused: by the key seat_defaultRow: shop.seat(defaultRow) -> shop.customer(id) ON DELETE SET DEFAULT (virtual) rows of shop.seat would get the default of [defaultRow], but shop.customer has no such row that stays; add that row, or change the default or the rule

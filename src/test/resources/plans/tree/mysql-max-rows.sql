-- SETUP
CREATE TEMPORARY TABLE `shop`.cascade_jdbc_rows (number BIGINT PRIMARY KEY) ENGINE = InnoDB AS SELECT 0 AS number, 0 AS node, t.`id` AS t1k0 FROM `shop`.`customer` AS t USE INDEX FOR ORDER BY () WHERE FALSE UNION SELECT 0, 0, NULL AS t1k0 FROM DUAL WHERE FALSE;
-- FREEZE
INSERT /*+ SET_VAR(cte_max_recursion_depth = 4294967295) SET_VAR(sql_big_selects = 1) */ INTO `shop`.cascade_jdbc_rows WITH RECURSIVE cascade_doomed AS (SELECT 0 AS node, t.k0 AS t1k0 FROM (SELECT c.`id` FROM customer AS c WHERE (c.name = ?)
 FOR UPDATE OF c) AS t (k0) WHERE CASE WHEN DATABASE() <=> 'shop' AND @@SESSION.foreign_key_checks = 1 AND HEX(CURRENT_USER()) = '73686F704025' AND HEX(CURRENT_ROLE()) = '4E4F4E45' AND (SELECT COALESCE(SUM(hash), 0) FROM (SELECT CAST(CONV(LEFT(SHA2(CONCAT_WS('/', CONSTRAINT_SCHEMA, CONSTRAINT_NAME, TABLE_NAME, DELETE_RULE, UNIQUE_CONSTRAINT_SCHEMA, REFERENCED_TABLE_NAME), 224), 15), 16, 10) AS UNSIGNED) AS hash FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_CATALOG = 'def' AND ((UNIQUE_CONSTRAINT_SCHEMA = 'shop' AND REFERENCED_TABLE_NAME IN ('customer'))) UNION ALL SELECT CAST(CONV(LEFT(SHA2(CONCAT_WS('/', TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, COLUMN_NAME, ORDINAL_POSITION, IFNULL(REFERENCED_TABLE_SCHEMA, ''), IFNULL(REFERENCED_TABLE_NAME, ''), IFNULL(REFERENCED_COLUMN_NAME, '')), 224), 15), 16, 10) AS UNSIGNED) AS hash FROM information_schema.KEY_COLUMN_USAGE WHERE ((TABLE_SCHEMA = 'shop' AND TABLE_NAME IN ('customer')))) AS stamps) = 1 THEN TRUE ELSE UUID_TO_BIN(CONCAT('cascade-jdbc premise ', RAND())) IS NULL END UNION (SELECT 1, r.`id` AS t1k0 FROM cascade_doomed AS d STRAIGHT_JOIN `shop`.`customer` AS q FORCE INDEX (PRIMARY) ON q.`id` = d.t1k0 STRAIGHT_JOIN `shop`.`customer` AS r USE INDEX FOR ORDER BY () ON q.`id` = r.`recruiter_id` WHERE d.node IN (0, 1) FOR UPDATE OF q, r)) SELECT ROW_NUMBER() OVER () AS number, written.* FROM (SELECT * FROM cascade_doomed) AS written;
-- INSPECT
SELECT /*+ SET_VAR(sql_big_selects = 1) SET_VAR(max_execution_time = 0) */ -100 - origin, COUNT(*) FROM (SELECT DISTINCT CASE node WHEN 0 THEN 1 ELSE node END AS origin, t1k0 FROM `shop`.cascade_jdbc_rows) AS touched GROUP BY origin LIMIT 18446744073709551615;
-- INSPECT
SELECT /*+ SET_VAR(sql_big_selects = 1) SET_VAR(max_execution_time = 0) */ node, COUNT(*) FROM `shop`.cascade_jdbc_rows GROUP BY node LIMIT 18446744073709551615;
-- DETACH
UPDATE /*+ SET_VAR(sql_big_selects = 1) */ `shop`.cascade_jdbc_rows AS w STRAIGHT_JOIN `shop`.`customer` AS r FORCE INDEX (PRIMARY) ON r.`id` = w.t1k0 SET r.`recruiter_id` = NULL WHERE w.node IN (0, 1);
-- TARGET
DELETE /*+ SET_VAR(sql_big_selects = 1) */ `shop`.`customer` FROM `shop`.cascade_jdbc_rows AS cascade_jdbc_written STRAIGHT_JOIN `shop`.`customer` FORCE INDEX (PRIMARY) ON `shop`.`customer`.`id` = cascade_jdbc_written.t1k0 WHERE cascade_jdbc_written.node IN (0, 1);
-- CLEANUP
DROP TEMPORARY TABLE IF EXISTS `shop`.cascade_jdbc_rows;

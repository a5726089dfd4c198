-- FREEZE
CREATE TEMPORARY TABLE `shop`.cascade_jdbc_rows (number BIGINT PRIMARY KEY) AS WITH RECURSIVE cascade_doomed AS (SELECT 0 AS node, NULL AS t1k0, NULL AS t1k1, NULL AS t2k0, t.k0 AS t3k0, NULL AS t4k0 FROM (SELECT c.`id` FROM customer AS c WHERE (c.name = ?)
 FOR SHARE) AS t (k0) UNION SELECT 0, t.`orders_id`, t.`nr`, NULL, NULL, NULL FROM `shop`.`item` AS t WHERE FALSE UNION SELECT 0, NULL, NULL, t.`id`, NULL, NULL FROM `shop`.`orders` AS t WHERE FALSE UNION SELECT 0, NULL, NULL, NULL, NULL, t.`id` FROM `shop`.`note` AS t WHERE FALSE UNION (SELECT 2, NULL, NULL, r.`id`, NULL, NULL FROM cascade_doomed AS d STRAIGHT_JOIN `shop`.`customer` AS q ON q.`id` = d.t3k0 STRAIGHT_JOIN `shop`.`orders` AS r ON q.`id` = r.`customer_id` WHERE d.node IN (0) FOR SHARE OF r) UNION (SELECT 1, r.`orders_id`, r.`nr`, NULL, NULL, NULL FROM cascade_doomed AS d STRAIGHT_JOIN `shop`.`orders` AS q ON q.`id` = d.t2k0 STRAIGHT_JOIN `shop`.`item` AS r ON q.`id` = r.`orders_id` WHERE d.node IN (2) FOR SHARE OF r)) SELECT /*+ SET_VAR(cte_max_recursion_depth = 4294967295) */ ROW_NUMBER() OVER () AS number, written.* FROM (SELECT * FROM cascade_doomed UNION SELECT 4, NULL, NULL, NULL, NULL, r.`id` FROM cascade_doomed AS d STRAIGHT_JOIN `shop`.`customer` AS q ON q.`id` = d.t3k0 STRAIGHT_JOIN `shop`.`note` AS r ON q.`id` = r.`defaultCustomer` WHERE d.node IN (0) UNION SELECT 5, NULL, NULL, NULL, NULL, r.`id` FROM cascade_doomed AS d STRAIGHT_JOIN `shop`.`orders` AS q ON q.`id` = d.t2k0 STRAIGHT_JOIN `shop`.`note` AS r ON q.`id` = r.`orders_id` WHERE d.node IN (2) UNION SELECT 6, NULL, NULL, NULL, NULL, NULL FROM cascade_doomed AS d STRAIGHT_JOIN `shop`.`orders` AS q ON q.`id` = d.t2k0 STRAIGHT_JOIN `shop`.`invoice` AS r ON q.`id` = r.`orders_id` WHERE d.node IN (2) UNION SELECT 7, NULL, NULL, NULL, NULL, r.`id` FROM cascade_doomed AS d STRAIGHT_JOIN `shop`.`customer` AS q ON q.`id` = d.t3k0 STRAIGHT_JOIN `shop`.`note` AS r ON q.`id` = r.`defaultCustomer` WHERE d.node IN (0) AND 7 IS NOT NULL AND NOT EXISTS (SELECT 1 FROM `shop`.`customer` AS f WHERE f.`id` = 7 AND NOT EXISTS (SELECT 1 FROM cascade_doomed AS s WHERE s.node IN (0) AND f.`id` = s.t3k0))) AS written;
-- INSPECT
SELECT -1, COUNT(*) FROM (SELECT DISTINCT CASE node WHEN 0 THEN 3 WHEN 4 THEN 4 WHEN 5 THEN 4 ELSE node END AS origin, t1k0, t1k1, t2k0, t3k0, t4k0 FROM `shop`.cascade_jdbc_rows WHERE node NOT IN (6, 7)) AS touched;
-- INSPECT
SELECT node, COUNT(*) FROM `shop`.cascade_jdbc_rows GROUP BY node LIMIT 18446744073709551615;
-- WRITE
UPDATE `shop`.cascade_jdbc_rows AS w STRAIGHT_JOIN `shop`.`note` AS r ON r.`id` = w.t4k0 SET r.`defaultCustomer` = 7 WHERE w.node IN (4);
-- WRITE
UPDATE `shop`.cascade_jdbc_rows AS w STRAIGHT_JOIN `shop`.`note` AS r ON r.`id` = w.t4k0 SET r.`orders_id` = NULL WHERE w.node IN (5);
-- WRITE
DELETE r FROM `shop`.cascade_jdbc_rows AS w STRAIGHT_JOIN `shop`.`item` AS r ON r.`orders_id` = w.t1k0 AND r.`nr` = w.t1k1 WHERE w.node IN (1);
-- WRITE
DELETE r FROM `shop`.cascade_jdbc_rows AS w STRAIGHT_JOIN `shop`.`orders` AS r ON r.`id` = w.t2k0 WHERE w.node IN (2);
-- TARGET
DELETE r FROM `shop`.cascade_jdbc_rows AS w STRAIGHT_JOIN `shop`.`customer` AS r ON r.`id` = w.t3k0 WHERE w.node IN (0);
-- CLEANUP
DROP TEMPORARY TABLE IF EXISTS `shop`.cascade_jdbc_rows;
-- 6: the DELETE is refused: a row of shop.invoice that stays references a row that would go, by the key invoice_orders_id: shop.invoice(orders_id) -> shop.orders(id) ON DELETE RESTRICT (virtual); delete or change the referencing rows first, or give the key another rule in the relations (ON DELETE CASCADE, SET NULL)
-- 7: the DELETE is refused: by the key note_defaultCustomer: shop.note(defaultCustomer) -> shop.customer(id) ON DELETE SET DEFAULT (virtual) rows of shop.note would get the default of [defaultCustomer], but shop.customer has no such row that stays; add that row, or change the default or the rule

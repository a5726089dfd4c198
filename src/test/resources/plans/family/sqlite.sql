-- WRITE
DELETE FROM "shop"."item" AS r WHERE (r."orders_id", r."nr") IN (WITH cascade_matched ("id") AS (SELECT c."id" FROM customer AS c WHERE (c.name = ?)) SELECT q2."orders_id", q2."nr" FROM cascade_matched AS q0 CROSS JOIN "shop"."orders" AS q1 ON q0."id" = q1."customer_id" CROSS JOIN "shop"."item" AS q2 ON q1."id" = q2."orders_id");
-- WRITE
DELETE FROM "shop"."address" AS r WHERE r."customer_id" IN (WITH cascade_matched ("id") AS (SELECT c."id" FROM customer AS c WHERE (c.name = ?)) SELECT q0."id" FROM cascade_matched AS q0);
-- WRITE
DELETE FROM "shop"."orders" AS r WHERE r."customer_id" IN (WITH cascade_matched ("id") AS (SELECT c."id" FROM customer AS c WHERE (c.name = ?)) SELECT q0."id" FROM cascade_matched AS q0);
-- TARGET
DELETE FROM customer AS c WHERE (c.name = ?);

package org.cascadejdbc.it.differential;

import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.RESTRICT;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.util.List;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Mode;
import org.cascadejdbc.it.support.Scenario;

/** The forms that a DELETE has in MySQL or SQLite alone; those of PostgreSQL are in {@code FormsIT}. */
final class FormScenarios {
    private static final Database[] MYSQL = {Database.MYSQL, Database.MYSQL_OFF};

    private FormScenarios() {}

    static List<Scenario> all() {
        return List.of(
                mysqlLimit(), mysqlOrder(), mySqlOrderByAnAggregate(), mysqlOrderByAWindow(), mysqlModifiers(), mysqlWith(), mysqlJoins(), mysqlSeveralTables(), mysqlIgnore(),
                selfReference(), mysqlSelfReference(), sqliteForms(), sqliteWithoutRowid(),
                sqliteQuotes());
    }

    private static Scenario family(String name) {
        return Scenario.named(name)
                .table("p", "id int primary key, name varchar(20), n int",
                        "(1,'one',10),(2,'two',20),(3,'three',30),(4,'four',null),(5,'five',10)")
                .table("c", "id int primary key, p int, n int", "(1,1,1),(2,1,2),(3,2,3),(4,3,4),(5,null,5),(6,5,6)")
                .table("g", "id int primary key, c int", "(1,1),(2,2),(3,3),(4,null),(5,4),(6,6)")
                .table("s", "id int primary key, p int", "(1,1),(2,2),(3,5)")
                .table("u", "id int primary key, p int, n int", "(1,1,1),(2,3,1),(3,3,2),(4,9,3)")
                .key("c(p)", CASCADE, "p(id)")
                .key("g(c)", CASCADE, "c(id)")
                .key("s(p)", SET_NULL, "p(id)");
    }

    private static Scenario mysqlLimit() {
        return family("forms of MySQL: limit")
                .only(MYSQL)
                .delete("DELETE FROM p ORDER BY n DESC, id LIMIT 2")
                .delete("DELETE FROM p WHERE n > ? ORDER BY id DESC LIMIT 1", 5)
                .delete("DELETE FROM p LIMIT 0")
                .delete("DELETE FROM p WHERE id IN (SELECT p FROM c) ORDER BY id LIMIT 3")
                .delete("DELETE FROM p AS x WHERE x.n = 10 ORDER BY (SELECT count(*) FROM c WHERE c.p = x.id) LIMIT 1")
                .delete("DELETE FROM p WHERE id > 0 ORDER BY id LIMIT ?", 2)
                .delete("DELETE FROM c ORDER BY id LIMIT 3")
                .delete("DELETE FROM p WHERE id IN (SELECT id FROM p WHERE n = ?)", 10)
                .delete("DELETE FROM p WHERE id = (SELECT max(id) FROM `p`)")
                .delete("DELETE FROM p WHERE id = (SELECT m FROM (SELECT max(id) AS m FROM p) AS d)")
                .delete("DELETE FROM p ORDER BY (SELECT count(*) FROM p) LIMIT 1")
                .delete("DELETE x FROM p AS x WHERE x.id IN (SELECT id FROM p)")
                .delete("DELETE FROM p WHERE id = 99 LIMIT 1");
    }

    /** MariaDB 11.8.9 ends with signal 11 by that DELETE, whoever sends it. */
    private static Scenario mySqlOrderByAnAggregate() {
        return Scenario.named("forms of MySQL: order by an aggregate")
                .only(MYSQL)
                .without(Database.MARIADB, Mode.values())
                .table("p", "id int primary key", "(1),(2),(3)")
                .table("c", "id int primary key, p int", "(1,1),(2,2),(3,3)")
                .key("c(p)", CASCADE, "p(id)")
                .delete("DELETE FROM p ORDER BY count(*) LIMIT 1");
    }

    /** MariaDB orders a DELETE by it otherwise than a query: refused there. */
    private static Scenario mysqlOrderByAWindow() {
        return Scenario.named("forms of MySQL: order by a window")
                .only(MYSQL)
                .without(Database.MARIADB, Mode.values())
                .table("p", "id int primary key, k0 int", "(1,30),(2,20),(3,10)")
                .table("c", "id int primary key, p int", "(1,1),(2,2),(3,3)")
                .key("c(p)", CASCADE, "p(id)")
                .delete("DELETE FROM p ORDER BY row_number() OVER (ORDER BY k0) LIMIT 1");
    }

    /** What a query's ORDER BY takes, a DELETE's may not, and names mean columns of the table. */
    private static Scenario mysqlOrder() {
        return Scenario.named("forms of MySQL: order")
                .only(MYSQL)
                .table("p", "id int primary key, k0 int, k1 int", "(1,30,2),(2,20,3),(3,10,1)")
                .table("c", "id int primary key, p int", "(1,1),(2,2),(3,3)")
                .key("c(p)", CASCADE, "p(id)")
                .delete("DELETE FROM p ORDER BY k0 LIMIT 1")
                .delete("DELETE FROM p ORDER BY k1, k0 LIMIT 2")
                .delete("DELETE FROM p ORDER BY 1 LIMIT 1")
                .delete("DELETE p, p FROM p JOIN c ON c.p = p.id")
                .delete("DELETE x, x FROM p AS x")
                .delete("DELETE X FROM p AS x JOIN c ON c.p = x.id");
    }

    private static Scenario mysqlModifiers() {
        return family("forms of MySQL: modifiers and hints")
                .only(MYSQL)
                .delete("DELETE LOW_PRIORITY FROM p WHERE id = ?", 1)
                .delete("DELETE QUICK FROM p WHERE id = 1")
                .delete("DELETE LOW_PRIORITY QUICK IGNORE FROM p WHERE id < ?", 3)
                .delete("DELETE IGNORE FROM p ORDER BY id LIMIT 1")
                .delete("DELETE /*+ NO_RANGE_OPTIMIZATION(p PRIMARY) */ FROM p WHERE id > 2")
                .delete("DELETE /*+ JOIN_ORDER(c, p) */ p FROM p JOIN c ON c.p = p.id WHERE c.n = ?", 4);
    }

    /** Of MariaDB a syntax error, which has values in it where a driver has put them into the text. */
    private static Scenario mysqlWith() {
        return family("forms of MySQL: with")
                .only(MYSQL)
                .without(Database.MARIADB, Mode.values())
                .delete("WITH x AS (SELECT p FROM c WHERE n > ?) DELETE FROM p WHERE id IN (SELECT p FROM x) AND n < ?",
                        1, 25)
                .delete("WITH RECURSIVE x (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM x WHERE i < ?) "
                        + "DELETE FROM p WHERE id IN (SELECT i FROM x)", 2)
                .delete("WITH x AS (SELECT 1 AS i), y AS (SELECT i + 1 AS i FROM x) "
                        + "DELETE p FROM p JOIN y ON y.i = p.id")
                .delete("WITH x AS (SELECT p FROM c) DELETE FROM p WHERE id IN (SELECT p FROM x) ORDER BY id LIMIT 1");
    }

    private static Scenario mysqlJoins() {
        return family("forms of MySQL: joins")
                .only(MYSQL)
                .delete("DELETE p FROM p JOIN u ON u.p = p.id WHERE u.n = ?", 1)
                .delete("DELETE x FROM p AS x JOIN c AS y ON y.p = x.id")
                .delete("DELETE p.* FROM p, u WHERE u.p = p.id AND u.id > ?", 1)
                .delete("DELETE FROM p USING p JOIN c ON c.p = p.id WHERE c.n IN (?, ?)", 1, 4)
                .delete("DELETE FROM x USING p x, p y WHERE x.n = y.n AND x.id > y.id")
                .delete("DELETE x FROM p x LEFT JOIN c ON c.p = x.id WHERE c.id IS NULL")
                .delete("DELETE x FROM c RIGHT JOIN p x ON c.p = x.id WHERE c.id IS NULL")
                .delete("DELETE x FROM c LEFT JOIN p x ON x.id = c.p AND x.id = ?", 1)
                .delete("DELETE p FROM p NATURAL JOIN (SELECT p AS id FROM u WHERE n = ?) AS d", 1)
                .delete("DELETE p FROM (p JOIN c ON c.p = p.id) JOIN g ON g.c = c.id WHERE g.id = ?", 3)
                .delete("DELETE p FROM p FORCE INDEX (PRIMARY) STRAIGHT_JOIN u ON u.p = p.id")
                .delete("DELETE @own.p FROM @own.p JOIN @own.u ON u.p = p.id WHERE u.n = 2")
                .delete("DELETE c FROM p JOIN c ON c.p = p.id WHERE p.n = ?", 10)
                .delete("DELETE u FROM u JOIN p ON u.p = p.id")
                .delete("DELETE p FROM p JOIN u ON u.p = p.id WHERE p.nothing = 1");
    }

    /** Natively such a DELETE counts a child's row only where the scan comes to it before its parent: hence the numbers. */
    private static Scenario mysqlSeveralTables() {
        return family("forms of MySQL: several tables")
                .only(MYSQL)
                .deleteOverlapping(3, "DELETE p, c FROM p JOIN c ON c.p = p.id WHERE p.id = ?", 1)
                .deleteOverlapping(10, "DELETE p, c FROM p LEFT JOIN c ON c.p = p.id WHERE p.id < ? OR p.id = 5", 5)
                .deleteOverlapping(5, "DELETE FROM g, x USING p AS x JOIN c ON c.p = x.id JOIN g ON g.c = c.id WHERE x.n = 10")
                .deleteOverlapping(2, "DELETE u, g FROM u JOIN c ON c.p = u.p JOIN g ON g.c = c.id WHERE u.id = 2")
                .deleteOverlapping(2, "DELETE p, u FROM p JOIN u ON u.p = p.id WHERE u.id = ?", 1)
                .deleteOverlapping(9, "DELETE p, u FROM p, u WHERE p.id > 0 AND u.id > ? AND u.n < 9 AND p.id < 99", -1)
                .deleteOverlapping(0, "DELETE p, c FROM p JOIN c ON c.p = p.id WHERE p.id = 99");
    }

    private static Scenario mysqlIgnore() {
        return Scenario.named("forms of MySQL: ignore nothing")
                .only(MYSQL)
                .table("p", "id int primary key", "(1),(2),(3)")
                .table("c", "id int primary key, p int", "(1,1),(2,3)")
                .key("c(p)", CASCADE, "p(id)")
                .delete("DELETE IGNORE FROM p")
                .delete("DELETE IGNORE p FROM p JOIN c ON c.p = p.id");
    }

    private static Scenario selfReference() {
        return Scenario.named("forms of MySQL: limit within a tree")
                .only(MYSQL)
                .table("t", "id int primary key, parent int", "(1,null),(2,1),(3,2),(4,null),(5,4),(6,3)")
                .table("k", "id int primary key, t int", "(1,3),(2,5),(3,6)")
                .key("t(parent)", CASCADE, "t(id)")
                .key("k(t)", CASCADE, "t(id)")
                .delete("DELETE FROM t ORDER BY id DESC LIMIT 1")
                .deleteOverlapping(1, "DELETE FROM t ORDER BY id LIMIT 1")
                .deleteOverlapping(2, "DELETE FROM t WHERE parent IS NULL ORDER BY id LIMIT 2");
    }

    private static Scenario mysqlSelfReference() {
        return Scenario.named("forms of MySQL: refused within a join")
                .only(MYSQL)
                .table("p", "id int primary key", "(1),(2),(3)")
                .table("c", "id int primary key, p int", "(1,1),(2,3)")
                .table("r", "id int primary key, c int", "(1,2)")
                .key("c(p)", CASCADE, "p(id)")
                .key("r(c)", RESTRICT, "c(id)")
                .delete("DELETE p FROM p JOIN c ON c.p = p.id WHERE p.id = ?", 1)
                .delete("DELETE p FROM p JOIN c ON c.p = p.id WHERE p.id = ?", 3)
                .delete("DELETE FROM p ORDER BY id DESC LIMIT 1")
                .delete("DELETE FROM p ORDER BY id LIMIT 2");
    }

    private static Scenario sqliteForms() {
        return family("forms of SQLite")
                .only(Database.SQLITE)
                .delete("DELETE FROM p NOT INDEXED WHERE id = ?", 1)
                .delete("DELETE FROM p AS x NOT INDEXED WHERE x.id < ?", 3)
                .delete("DELETE FROM p INDEXED BY sqlite_autoindex_p_1 WHERE id = ?", 2)
                .delete("WITH x AS (SELECT p FROM c WHERE n > ?) DELETE FROM p WHERE id IN x AND n < ?", 1, 25)
                .delete("WITH RECURSIVE x (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM x WHERE i < ?) "
                        + "DELETE FROM p WHERE id IN (SELECT i FROM x)", 2)
                .delete("WITH x AS MATERIALIZED (SELECT 1 AS i), y AS (SELECT i + 1 AS i FROM x) "
                        + "DELETE FROM p AS z WHERE z.id IN y")
                .delete("DELETE FROM p WHERE rowid = ?", 3)
                .delete("DELETE FROM p AS x WHERE x._rowid_ IN (SELECT p FROM u)");
    }

    private static Scenario sqliteWithoutRowid() {
        return Scenario.named("forms of SQLite: without rowid")
                .only(Database.SQLITE)
                .table("p", "a int, b varchar(5), n int, primary key (b, a)", "(1,'x',1),(1,'y',2),(2,'x',3)")
                .suffix(Database.SQLITE, "WITHOUT ROWID")
                .table("c", "id int primary key, pa int, pb varchar(5)", "(1,1,'x'),(2,2,'x'),(3,1,null)")
                .suffix(Database.SQLITE, "WITHOUT ROWID")
                .key("c(pa,pb)", CASCADE, "p(a,b)")
                .delete("WITH x AS (SELECT pa FROM c WHERE id = ?) DELETE FROM p WHERE a IN x", 2)
                .delete("DELETE FROM p NOT INDEXED WHERE b = ?", "x");
    }

    /** A name in double quotes that is no column's is a literal. */
    private static Scenario sqliteQuotes() {
        return Scenario.named("forms of SQLite: literals in double quotes")
                .only(Database.SQLITE)
                .table("p", "id integer primary key, name varchar(20)", "(1,'k0'),(2,'node'),(3,'3')")
                .table("c", "id int primary key, p int", "(1,1),(2,2),(3,3)")
                .key("c(p)", CASCADE, "p(id)")
                .delete("DELETE FROM p WHERE name = \"k0\"")
                .delete("DELETE FROM p WHERE name = \"node\"");
    }
}

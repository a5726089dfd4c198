package org.cascadejdbc.it.differential;

import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.NO_ACTION;
import static org.cascadejdbc.DeleteRule.RESTRICT;
import static org.cascadejdbc.DeleteRule.SET_DEFAULT;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.util.List;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Mode;
import org.cascadejdbc.it.support.Scenario;

/** The rules other than CASCADE, alone, below a cascade, and several on one row. */
public final class RuleScenarios {
    private RuleScenarios() {}

    public static List<Scenario> all() {
        return List.of(
                setNull(), setNullBelowCascade(), setNullOnNotNull(), setDefault(), setDefaultWithoutDefault(),
                refusedBelow(RESTRICT), refusedBelow(NO_ACTION), refusedAtOnce(RESTRICT), refusedAtOnce(NO_ACTION),
                diamond(SET_NULL), diamond(NO_ACTION), cascadeAndSetNullOnOneRow(), cascadeAndNoActionOnOneRow(),
                noActionFirst(), threeKeys(), setNullComposite());
    }

    private static Scenario setNull() {
        return Scenario.named("SET NULL")
                .table("p", "id int primary key", "(1),(2),(3)")
                .table("c", "id int primary key, p int", "(1,1),(2,1),(3,2),(4,null)")
                .key("c(p)", SET_NULL, "p(id)")
                .delete("DELETE FROM p WHERE id = ?", 1)
                .delete("DELETE FROM p WHERE id = ?", 3)
                .delete("DELETE FROM p");
    }

    private static Scenario setNullBelowCascade() {
        return Scenario.named("SET NULL below a cascade")
                .table("p", "id int primary key", "(1),(2),(3)")
                .table("c", "id int primary key, p int", "(1,1),(2,1),(3,2),(4,null)")
                .table("g", "id int primary key, c int", "(1,1),(2,2),(3,3),(4,null),(5,4)")
                .table("h", "id int primary key, g int", "(1,1),(2,2),(3,3)")
                .key("c(p)", CASCADE, "p(id)")
                .key("g(c)", SET_NULL, "c(id)")
                .key("h(g)", CASCADE, "g(id)")
                .delete("DELETE FROM p WHERE id = ?", 1)
                .delete("DELETE FROM p");
    }

    private static Scenario setNullOnNotNull() {
        return Scenario.named("SET NULL on a NOT NULL column")
                .table("a", "id int primary key", "(1),(2),(3)")
                .table("p", "id int primary key, a int", "(1,1),(2,2),(3,3)")
                .table("c", "id int primary key, p int not null", "(1,1),(2,1),(3,2)")
                .key("p(a)", CASCADE, "a(id)")
                .key("c(p)", SET_NULL, "p(id)")
                .mySqlFollowsPostgreSql()
                .withoutMySql(Mode.EMULATE, Mode.AUTO) // it rejects the key's declaration
                .without(Database.HSQLDB, Mode.values()) // so does HSQLDB
                .delete("DELETE FROM p WHERE id = ?", 1)
                .delete("DELETE FROM p WHERE id = ?", 3)
                .delete("DELETE FROM a")
                .delete("DELETE FROM a WHERE id = ?", 3);
    }

    private static Scenario setDefault() {
        return Scenario.named("SET DEFAULT")
                .table("a", "id int primary key", "(1),(2),(9)")
                .table("p", "id int primary key, a int", "(1,1),(2,1),(3,2),(9,9)")
                .table("c", "id int primary key, p int default 9", "(1,1),(2,1),(3,3),(4,9),(5,null)")
                .key("p(a)", CASCADE, "a(id)")
                .key("c(p)", SET_DEFAULT, "p(id)")
                .h2FollowsPostgreSql()
                .mySqlFollowsPostgreSql()
                .without(Database.MARIADB, Mode.EMULATE, Mode.AUTO) // it declares RESTRICT instead
                .delete("DELETE FROM p WHERE id = ?", 1)
                .delete("DELETE FROM p WHERE id = ?", 2)
                .delete("DELETE FROM a WHERE id = ?", 1)
                // the default's own parent: nothing to fall back to
                .delete("DELETE FROM p WHERE id = ?", 9)
                .delete("DELETE FROM p WHERE id IN (?, ?)", 3, 9)
                .delete("DELETE FROM a");
    }

    private static Scenario setDefaultWithoutDefault() {
        return Scenario.named("SET DEFAULT with a missing parent, and without a default")
                .table("p", "id int primary key", "(1),(2),(3)")
                .table("c", "id int primary key, p int default 77", "(1,1)")
                .table("d", "id int primary key, p int", "(1,2)")
                .key("c(p)", SET_DEFAULT, "p(id)")
                .key("d(p)", SET_DEFAULT, "p(id)")
                .h2FollowsPostgreSql(Mode.EMULATE, Mode.AUTO) // it deletes no row then
                .mySqlFollowsPostgreSql()
                .without(Database.MARIADB, Mode.EMULATE, Mode.AUTO)
                .delete("DELETE FROM p WHERE id = ?", 1)
                .delete("DELETE FROM p WHERE id = ?", 2)
                .delete("DELETE FROM p WHERE id = ?", 3)
                .delete("DELETE FROM p");
    }

    private static Scenario refusedAtOnce(DeleteRule rule) {
        return Scenario.named(rule + " on the table itself")
                .table("p", "id int primary key", "(1),(2),(3)")
                .table("c", "id int primary key, p int", "(1,1),(2,1),(3,null)")
                .table("d", "id int primary key, p int", "(1,1),(2,2),(3,3)")
                .key("c(p)", rule, "p(id)")
                .key("d(p)", CASCADE, "p(id)")
                .delete("DELETE FROM p WHERE id = ?", 1)
                .delete("DELETE FROM p WHERE id = ?", 2)
                .delete("DELETE FROM p");
    }

    private static Scenario refusedBelow(DeleteRule rule) {
        return Scenario.named(rule + " below a cascade")
                .table("p", "id int primary key", "(1),(2),(3)")
                .table("c", "id int primary key, p int", "(1,1),(2,1),(3,2),(4,null)")
                .table("g", "id int primary key, c int", "(1,2),(2,4),(3,null)")
                .key("c(p)", CASCADE, "p(id)")
                .key("g(c)", rule, "c(id)")
                .delete("DELETE FROM p WHERE id = ?", 1)
                .delete("DELETE FROM p WHERE id = ?", 2)
                .delete("DELETE FROM p WHERE id IN (?, ?)", 3, 2)
                .delete("DELETE FROM p");
    }

    private static Scenario diamond(DeleteRule second) {
        return Scenario.named("diamond of CASCADE and " + second)
                .table("a", "id int primary key", "(1),(2)")
                .table("b", "id int primary key, a int", "(1,1),(2,2)")
                .table("d", "id int primary key, a int, b int", "(1,1,1),(2,2,2),(3,2,null)")
                .key("d(a)", CASCADE, "a(id)")
                .key("b(a)", CASCADE, "a(id)")
                .key("d(b)", second, "b(id)")
                .delete("DELETE FROM a WHERE id = ?", 1)
                .delete("DELETE FROM a");
    }

    private static Scenario cascadeAndSetNullOnOneRow() {
        return Scenario.named("CASCADE and SET NULL between the same two tables")
                .table("p", "id int primary key", "(1),(2),(3)")
                .table("c", "id int primary key, p1 int, p2 int", "(1,1,1),(2,1,2),(3,2,1),(4,2,2),(5,null,1)")
                .key("c(p1)", CASCADE, "p(id)")
                .key("c(p2)", SET_NULL, "p(id)")
                .delete("DELETE FROM p WHERE id = ?", 1)
                .delete("DELETE FROM p");
    }

    /** The cascading key is created first: in that order every database does what law 3 says. */
    private static Scenario cascadeAndNoActionOnOneRow() {
        return Scenario.named("CASCADE and NO ACTION between the same two tables")
                .table("p", "id int primary key", "(1),(2),(3)")
                .table("c", "id int primary key, p1 int, p2 int", "(1,1,1),(2,2,3),(3,null,3)")
                .key("c(p1)", CASCADE, "p(id)")
                .key("c(p2)", NO_ACTION, "p(id)")
                .delete("DELETE FROM p WHERE id = ?", 1)
                .delete("DELETE FROM p WHERE id = ?", 2)
                .delete("DELETE FROM p WHERE id = ?", 3);
    }

    /** Natively the order of creation decides on PostgreSQL and MySQL; SQLite has it right in any order. */
    private static Scenario noActionFirst() {
        Scenario scenario = Scenario.named("NO ACTION and CASCADE, the former created first")
                .table("p", "id int primary key", "(1),(2),(3)")
                .table("c", "id int primary key, p1 int, p2 int", "(1,1,1),(2,2,3),(3,null,3)")
                .key("c(p2)", NO_ACTION, "p(id)")
                .key("c(p1)", CASCADE, "p(id)")
                .delete("DELETE FROM p WHERE id = ?", 1)
                .delete("DELETE FROM p WHERE id = ?", 3);
        return scenario
                .without(Database.POSTGRESQL, Mode.AUTO)
                .withoutMySql(Mode.AUTO)
                .h2FollowsPostgreSql(Mode.AUTO)
                .allFollow(Database.SQLITE);
    }

    private static Scenario threeKeys() {
        return Scenario.named("three keys between the same two tables, three rules")
                .table("p", "id int primary key, code varchar(9) not null, unique (code)",
                        "(1,'a'),(2,'b'),(3,'c'),(4,'d')")
                .table("c", "id int primary key, p1 int, p2 int, p3 varchar(9)",
                        "(1,1,2,'c'),(2,2,1,'d'),(3,3,3,'a'),(4,4,4,'d'),(5,null,null,null)")
                .key("c(p1)", CASCADE, "p(id)")
                .key("c(p2)", SET_NULL, "p(id)")
                .key("c(p3)", RESTRICT, "p(code)")
                .delete("DELETE FROM p WHERE id = ?", 1)
                .delete("DELETE FROM p WHERE id = ?", 2)
                .delete("DELETE FROM p WHERE id = ?", 3);
    }

    private static Scenario setNullComposite() {
        return Scenario.named("SET NULL of a composite key")
                .table("p", "a int, b int, primary key (a, b)", "(1,1),(1,2),(2,1)")
                .table("c", "id int primary key, x int, y int", "(1,1,1),(2,1,1),(3,1,2),(4,1,null),(5,null,1)")
                .key("c(x, y)", SET_NULL, "p(a, b)")
                .delete("DELETE FROM p WHERE a = ? AND b = ?", 1, 1)
                .delete("DELETE FROM p");
    }
}

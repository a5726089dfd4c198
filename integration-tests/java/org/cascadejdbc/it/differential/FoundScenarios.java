package org.cascadejdbc.it.differential;

import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.NO_ACTION;
import static org.cascadejdbc.DeleteRule.SET_DEFAULT;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.util.List;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Mode;
import org.cascadejdbc.it.support.Scenario;

/** What {@code PropertyIT} has found, in its smallest form. */
final class FoundScenarios {
    private FoundScenarios() {}

    static List<Scenario> all() {
        return List.of(
                setNullOfAReferencedColumn(), setDefaultOfAReferencedColumn(), setDefaultOfASharedColumn(),
                setDefaultWithAnExpression(), setDefaultLetsGoOfAnotherKey(), ringThatLetsGoByReferencedColumns(),
                goesWithWhatItReferences());
    }

    /** The row of {@code b} that stays loses what {@code c} references it by: natively ON UPDATE NO ACTION. */
    private static Scenario setNullOfAReferencedColumn() {
        return Scenario.named("SET NULL of a column that another key references")
                .table("a", "id int primary key", "(1),(2),(3),(4)")
                .table("b", "id int primary key, a int, unique (a, id)", "(1,1),(2,2),(3,3),(4,null)")
                .table("c", "id int primary key, ba int, b int", "(1,1,1),(2,3,3),(3,null,2)")
                .key("b(a)", SET_NULL, "a(id)")
                .key("c(ba, b)", CASCADE, "b(a, id)")
                .delete("DELETE FROM a WHERE id = ?", 1)
                .delete("DELETE FROM a WHERE id = ?", 2)
                .delete("DELETE FROM a WHERE id = ?", 4)
                .delete("DELETE FROM b WHERE id = ?", 1)
                .delete("DELETE FROM a");
    }

    private static Scenario setDefaultOfAReferencedColumn() {
        return Scenario.named("SET DEFAULT of a column that another key references")
                .table("a", "id int primary key", "(1),(2),(9)")
                .table("b", "id int primary key, a int default 9, unique (a)", "(1,1),(2,2)")
                .table("c", "id int primary key, ba int", "(1,1),(2,null)")
                .key("b(a)", SET_DEFAULT, "a(id)")
                .key("c(ba)", NO_ACTION, "b(a)")
                .withoutMySql(Mode.EMULATE, Mode.AUTO) // it has no SET DEFAULT to declare
                .mySqlFollowsPostgreSql()
                .delete("DELETE FROM a WHERE id = ?", 1)
                .delete("DELETE FROM a WHERE id = ?", 2)
                .delete("DELETE FROM a WHERE id IN (?, ?)", 1, 9);
    }

    /** The default is there for one of the two keys only. */
    private static Scenario setDefaultOfASharedColumn() {
        return Scenario.named("SET DEFAULT of a column that is also another key's")
                .table("a", "id int primary key", "(1),(2),(9)")
                .table("x", "id int primary key", "(1),(2)")
                .table("b", "id int primary key, ax int default 9", "(1,1),(2,2),(3,null)")
                .key("b(ax)", SET_DEFAULT, "a(id)")
                .key("b(ax)", CASCADE, "x(id)")
                .withoutMySql(Mode.EMULATE, Mode.AUTO) // it has no SET DEFAULT to declare
                .mySqlFollowsPostgreSql()
                .delete("DELETE FROM a WHERE id = ?", 1)
                .delete("DELETE FROM a WHERE id = ?", 9)
                .delete("DELETE FROM x WHERE id = ?", 2)
                .delete("DELETE FROM a");
    }

    /** t is ours where keys go round, and d goes by a: a database that looks at each statement must not find d behind t. */
    private static Scenario goesWithWhatItReferences() {
        return Scenario.named("a row goes with what it references by NO ACTION, one by a native key and one by ours")
                .table("a", "id int primary key", "(1),(2),(3)")
                .table("t", "id int primary key, a int, up int", "(1,1,null),(2,null,1),(3,2,null),(4,3,null)")
                .table("m", "id int primary key, a int", "(1,1),(2,2)")
                .table("d", "id int primary key, m int, t int", "(1,1,1),(2,1,2),(3,2,4),(4,null,null)")
                .key("t(a)", CASCADE, "a(id)")
                .key("t(up)", CASCADE, "t(id)")
                .key("m(a)", CASCADE, "a(id)")
                .key("d(m)", CASCADE, "m(id)")
                .key("d(t)", NO_ACTION, "t(id)")
                .only(Database.SQLITE, Database.HSQLDB) // on others it depends on which key comes first
                .delete("DELETE FROM a WHERE id = ?", 1)
                .delete("DELETE FROM a WHERE id = ?", 2)
                .delete("DELETE FROM a WHERE id = ?", 3)
                .delete("DELETE FROM a");
    }

    private static Scenario setDefaultWithAnExpression() {
        return Scenario.named("SET DEFAULT with an expression")
                .table("a", "id int primary key", "(1),(2),(9)")
                .table("b", "id int primary key, a int default (4 + 5)", "(1,1),(2,2),(3,null)")
                .key("b(a)", SET_DEFAULT, "a(id)")
                .withoutMySql(Mode.EMULATE, Mode.AUTO) // it has no SET DEFAULT to declare
                .h2FollowsPostgreSql()
                .without(Database.HSQLDB, Mode.values()) // a default is no expression there
                .mySqlFollowsPostgreSql()
                .delete("DELETE FROM a WHERE id = ?", 1)
                .delete("DELETE FROM a WHERE id IN (?, ?)", 1, 9)
                .delete("DELETE FROM a");
    }

    /** By the default (in b NULL, in c 2) a row no longer references by the other key what goes; or it does still. */
    private static Scenario setDefaultLetsGoOfAnotherKey() {
        return Scenario.named("SET DEFAULT lets go of another key's reference")
                .table("a", "x int, y int, primary key (x, y)", "(1,1),(2,2),(2,1),(3,3)")
                .table("b", "id int primary key, x int, y int, z int", "(1,1,1,1),(2,3,3,3)")
                .table("c", "id int primary key, x int default 2, y int default 2, z int", "(1,1,1,1),(2,2,2,2),(3,3,3,3)")
                .key("b(x, y)", SET_DEFAULT, "a(x, y)")
                .key("b(x, z)", NO_ACTION, "a(x, y)")
                .key("c(x, y)", SET_DEFAULT, "a(x, y)")
                .key("c(x, z)", NO_ACTION, "a(x, y)")
                .withoutMySql(Mode.EMULATE, Mode.AUTO) // it has no SET DEFAULT to declare
                .h2FollowsPostgreSql(Mode.EMULATE, Mode.AUTO)
                .mySqlFollowsPostgreSql()
                .delete("DELETE FROM a WHERE x = ?", 1)
                .delete("DELETE FROM a WHERE y = ?", 1)
                .delete("DELETE FROM a WHERE y = ?", 2)
                .delete("DELETE FROM a WHERE x = ?", 3);
    }

    /** b lets go of a by the column by which rows of b reference each other: these must let go of it before. */
    private static Scenario ringThatLetsGoByReferencedColumns() {
        return Scenario.named("rows of a ring let go of each other by columns that others reference")
                .table("a", "id int primary key, b int not null", "(1,1),(2,2)")
                .table("b", "id int primary key, a int unique, other int", "(1,2,null),(2,1,2),(3,null,1),(4,null,null)")
                .key("a(b)", CASCADE, "b(id)")
                .key("b(a)", CASCADE, "a(id)")
                .key("b(other)", CASCADE, "b(a)")
                .mySqlFollowsPostgreSql()
                .delete("DELETE FROM b WHERE id = ?", 1)
                .delete("DELETE FROM a WHERE id = ?", 2);
    }
}

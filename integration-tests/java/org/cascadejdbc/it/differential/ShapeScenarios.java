package org.cascadejdbc.it.differential;

import static org.cascadejdbc.DeleteRule.CASCADE;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cascadejdbc.it.support.Mode;
import org.cascadejdbc.it.support.Scenario;

/** Shapes of the graph of tables: chains and diamonds. */
public final class ShapeScenarios {
    /** The longest chain that MySQL follows natively. */
    private static final int MYSQL_DEPTH = 14;

    private ShapeScenarios() {}

    public static List<Scenario> all() {
        Stream<Scenario> chains = IntStream.of(2, 3, 4, 7, MYSQL_DEPTH, 20).mapToObj(ShapeScenarios::chain);
        return Stream.concat(chains, Stream.of(branches(), diamond(), twoKeys())).toList();
    }

    private static Scenario chain(int levels) {
        Scenario scenario = Scenario.named("chain of " + levels + " tables")
                .table("t1", "id int primary key", "(1),(2),(3)");
        for (int i = 2; i <= levels; i++) {
            scenario.table("t" + i, "id int primary key, p int", "(1,1),(2,2),(3,3),(4,null),(5,2)")
                    .key("t" + i + "(p)", CASCADE, "t" + (i - 1) + "(id)");
        }
        if (levels > MYSQL_DEPTH) {
            scenario.mySqlFollowsPostgreSql().withoutMySql(Mode.AUTO);
        }
        return scenario.delete("DELETE FROM t1 WHERE id = ?", 2)
                .delete("DELETE FROM t1")
                .delete("DELETE FROM t1 WHERE id = ?", 77)
                .delete("DELETE FROM t2 WHERE p IS NULL OR id = ?", 5);
    }

    /** Two rows per parent on each level: what MySQL's SQL layer loses rows of. */
    private static Scenario branches() {
        return Scenario.named("four tables with two rows per parent")
                .table("a", "id int primary key", "(1),(2)")
                .table("b", "id int primary key, p int", "(1,1),(2,1),(3,2)")
                .table("c", "id int primary key, p int", "(1,1),(2,1),(3,2),(4,2),(5,3)")
                .table("d", "id int primary key, p int", "(1,1),(2,1),(3,2),(4,2),(5,3),(6,3),(7,4),(8,4),(9,5)")
                .key("b(p)", CASCADE, "a(id)")
                .key("c(p)", CASCADE, "b(id)")
                .key("d(p)", CASCADE, "c(id)")
                .delete("DELETE FROM a WHERE id = ?", 1)
                .delete("DELETE FROM b WHERE id IN (?, ?)", 2, 3);
    }

    private static Scenario diamond() {
        return Scenario.named("diamond of cascades")
                .table("a", "id int primary key", "(1),(2)")
                .table("b", "id int primary key, a_id int", "(1,1),(2,2)")
                .table("c", "id int primary key, a_id int", "(1,1),(2,2)")
                .table("d", "id int primary key, b_id int, c_id int", "(1,1,1),(2,1,2),(3,2,1),(4,2,2),(5,null,1)")
                .key("b(a_id)", CASCADE, "a(id)")
                .key("c(a_id)", CASCADE, "a(id)")
                .key("d(b_id)", CASCADE, "b(id)")
                .key("d(c_id)", CASCADE, "c(id)")
                .delete("DELETE FROM a WHERE id = ?", 1)
                .delete("DELETE FROM a");
    }

    private static Scenario twoKeys() {
        return Scenario.named("two keys between the same two tables")
                .table("p", "id int primary key", "(1),(2),(3)")
                .table("c", "id int primary key, p1 int, p2 int", "(1,1,2),(2,2,1),(3,3,3),(4,null,1)")
                .key("c(p1)", CASCADE, "p(id)")
                .key("c(p2)", CASCADE, "p(id)")
                .delete("DELETE FROM p WHERE id = ?", 1)
                .delete("DELETE FROM p WHERE id < ?", 3);
    }
}

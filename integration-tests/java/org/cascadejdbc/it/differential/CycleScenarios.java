package org.cascadejdbc.it.differential;

import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.NO_ACTION;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.util.List;
import org.cascadejdbc.it.support.Mode;
import org.cascadejdbc.it.support.Scenario;

/** Trees in one table, rings of rows, rings of tables. */
public final class CycleScenarios {
    private CycleScenarios() {}

    public static List<Scenario> all() {
        return List.of(
                tree(), treeSetNull(), treeNoAction(), treeWithChildTable(), rowsThatReferenceThemselves(),
                ringOfRows(),
                ringOfTwoTables(), ringOfThreeTables(), ringWithSetNull(), twoTreesInOneTable());
    }

    private static Scenario tree() {
        return Scenario.named("tree in one table")
                .table("t", "id int primary key, p int", "(1,null),(2,1),(3,1),(4,2),(5,2),(6,3),(7,4),(8,null),(9,8)")
                .key("t(p)", CASCADE, "t(id)")
                .delete("DELETE FROM t WHERE id = ?", 1)
                .delete("DELETE FROM t WHERE id = ?", 2)
                .delete("DELETE FROM t WHERE id = ?", 9)
                .deleteOverlapping(3, "DELETE FROM t WHERE id IN (?, ?, ?)", 2, 4, 8)
                .deleteOverlapping(3, "DELETE FROM t WHERE id IN (?, ?, ?)", 7, 4, 1)
                .deleteOverlapping(2, "DELETE FROM t WHERE p IS NULL")
                .deleteOverlapping(7, "DELETE FROM t WHERE p IS NOT NULL")
                .deleteOverlapping(9, "DELETE FROM t");
    }

    private static Scenario treeSetNull() {
        return Scenario.named("tree in one table, SET NULL")
                .table("t", "id int primary key, p int", "(1,null),(2,1),(3,1),(4,2),(5,4)")
                .key("t(p)", SET_NULL, "t(id)")
                .delete("DELETE FROM t WHERE id = ?", 1)
                .delete("DELETE FROM t WHERE id IN (?, ?)", 1, 4)
                .delete("DELETE FROM t");
    }

    private static Scenario treeNoAction() {
        return Scenario.named("tree in one table, NO ACTION")
                .table("t", "id int primary key, p int", "(1,null),(2,1),(3,1),(4,2),(5,4)")
                .key("t(p)", NO_ACTION, "t(id)")
                // InnoDB checks row by row: its answer depends on the order of the scan
                .h2FollowsPostgreSql(Mode.AUTO, Mode.OVERRIDDEN, Mode.EMULATE)
                .mySqlFollowsPostgreSql()
                .withoutMySql(Mode.AUTO, Mode.OVERRIDDEN, Mode.EMULATE)
                .delete("DELETE FROM t WHERE id = ?", 5)
                .delete("DELETE FROM t WHERE id = ?", 1)
                .delete("DELETE FROM t WHERE id IN (?, ?)", 4, 5)
                .delete("DELETE FROM t WHERE id IN (?, ?)", 2, 4)
                .delete("DELETE FROM t");
    }

    private static Scenario treeWithChildTable() {
        return Scenario.named("tree whose nodes have children in another table")
                .table("t", "id int primary key, p int", "(1,null),(2,1),(3,2),(4,null)")
                .table("c", "id int primary key, t int", "(1,1),(2,2),(3,3),(4,4),(5,3),(6,null)")
                .table("d", "id int primary key, c int", "(1,1),(2,2),(3,3),(4,4),(5,5)")
                .key("t(p)", CASCADE, "t(id)")
                .key("c(t)", CASCADE, "t(id)")
                .key("d(c)", SET_NULL, "c(id)")
                .delete("DELETE FROM t WHERE id = ?", 1)
                .delete("DELETE FROM t WHERE id = ?", 3)
                .delete("DELETE FROM c WHERE t = ?", 3)
                .deleteOverlapping(4, "DELETE FROM t");
    }

    private static Scenario rowsThatReferenceThemselves() {
        return Scenario.named("rows that reference themselves")
                .table("t", "id int primary key, p int", "(1,1),(2,1),(3,3),(4,2)")
                .key("t(p)", CASCADE, "t(id)")
                .delete("DELETE FROM t WHERE id = ?", 3)
                .delete("DELETE FROM t WHERE id = ?", 1)
                .deleteOverlapping(2, "DELETE FROM t WHERE id = p")
                .deleteOverlapping(4, "DELETE FROM t");
    }

    private static Scenario ringOfRows() {
        return Scenario.named("ring of rows")
                .table("t", "id int primary key, p int", "(1,3),(2,1),(3,2),(4,3),(5,6),(6,5)")
                .key("t(p)", CASCADE, "t(id)")
                .delete("DELETE FROM t WHERE id = ?", 2)
                .delete("DELETE FROM t WHERE id = ?", 4)
                .delete("DELETE FROM t WHERE id = ?", 5)
                .deleteOverlapping(6, "DELETE FROM t");
    }

    private static Scenario ringOfTwoTables() {
        return Scenario.named("two tables that reference one another")
                .table("a", "id int primary key, b int", "(1,1),(2,3),(3,null),(4,4)")
                .table("b", "id int primary key, a int", "(1,2),(2,2),(3,3),(4,4),(5,1)")
                .key("a(b)", CASCADE, "b(id)")
                .key("b(a)", CASCADE, "a(id)")
                .delete("DELETE FROM a WHERE id = ?", 1)
                .delete("DELETE FROM a WHERE id = ?", 3)
                .delete("DELETE FROM b WHERE id = ?", 4)
                .deleteOverlapping(5, "DELETE FROM b");
    }

    private static Scenario ringOfThreeTables() {
        return Scenario.named("three tables in a ring")
                .table("a", "id int primary key, c int", "(1,null),(2,1),(3,2),(4,4)")
                .table("b", "id int primary key, a int", "(1,1),(2,2),(3,3),(4,4)")
                .table("c", "id int primary key, b int", "(1,1),(2,2),(3,3),(4,4)")
                .table("leaf", "c int, note varchar(9)", "(1,'x'),(3,'y'),(3,'y'),(null,'z')")
                .key("a(c)", CASCADE, "c(id)")
                .key("b(a)", CASCADE, "a(id)")
                .key("c(b)", CASCADE, "b(id)")
                .key("leaf(c)", CASCADE, "c(id)")
                .delete("DELETE FROM a WHERE id = ?", 1)
                .delete("DELETE FROM a WHERE id = ?", 4)
                .delete("DELETE FROM c WHERE id = ?", 2)
                .deleteOverlapping(4, "DELETE FROM b");
    }

    private static Scenario ringWithSetNull() {
        return Scenario.named("two tables that reference one another, one way SET NULL")
                .table("dept", "id int primary key, boss int", "(1,1),(2,3),(3,null)")
                .table("emp", "id int primary key, dept int", "(1,1),(2,1),(3,1),(4,2),(5,3)")
                .key("dept(boss)", SET_NULL, "emp(id)")
                .key("emp(dept)", CASCADE, "dept(id)")
                .delete("DELETE FROM dept WHERE id = ?", 1)
                .delete("DELETE FROM emp WHERE id IN (?, ?)", 1, 3)
                .delete("DELETE FROM dept");
    }

    private static Scenario twoTreesInOneTable() {
        return Scenario.named("two self references in one table")
                .table("t", "id int primary key, p int, q int",
                        "(1,null,null),(2,1,null),(3,null,2),(4,3,1),(5,null,null),(6,5,4)")
                .key("t(p)", CASCADE, "t(id)")
                .key("t(q)", CASCADE, "t(id)")
                .delete("DELETE FROM t WHERE id = ?", 1)
                .delete("DELETE FROM t WHERE id = ?", 3)
                .deleteOverlapping(2, "DELETE FROM t WHERE id IN (?, ?)", 2, 5);
    }
}

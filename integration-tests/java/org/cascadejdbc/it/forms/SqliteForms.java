package org.cascadejdbc.it.forms;

import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.util.List;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Scenario;

/**
 * Every form in which a DELETE reaches SQLite, over every kind of key. None has a query in RETURNING: such a one is
 * refused ({@link SqliteReturningIT}).
 */
final class SqliteForms {
    /** What a DELETE is, with {@code %s} for the condition on the table {@code p}. */
    private static final List<String> FORMS = List.of(
            "DELETE FROM p WHERE %s",
            "DELETE FROM p WHERE %s RETURNING *",
            "DELETE FROM main.p AS t NOT INDEXED WHERE %s RETURNING id, n || 'x' AS \"a b\", *",
            "WITH w AS (SELECT id FROM p WHERE %s) DELETE FROM p WHERE id IN w RETURNING n",
            "WITH w (i) AS MATERIALIZED (SELECT id FROM p WHERE %s) DELETE FROM p AS t INDEXED BY sqlite_autoindex_p_1"
                    + " WHERE t.id IN (SELECT i FROM w) RETURNING rowid, up IS NULL");

    private SqliteForms() {}

    /** Every form, on every kind of table. */
    static List<Scenario> tables() {
        return List.of(tree(), withoutRowid(), rowids());
    }

    /** Every kind of key. */
    static List<Scenario> keys() {
        return FormKeys.all(SqliteForms::forms);
    }

    private static Scenario forms(Scenario scenario, String condition) {
        for (String form : FORMS) {
            String sql = form.replace("%s", condition);
            scenario.delete(sql, 1).delete(sql, 4);
        }
        return scenario.delete(FORMS.get(1).replace("%s", condition), 77);
    }

    /**
     * Two levels of CASCADE and a SET NULL. No row is changed twice: whether the driver's plain {@code executeUpdate}
     * counts it twice depends on the keys' order.
     */
    private static Scenario tree() {
        Scenario scenario = forms(FormKeys.tables("tree")
                .table("e", "id int primary key, p int", "(1,1),(2,3),(3,2)")
                .key("c(p)", CASCADE, "p(id)")
                .key("d(c)", CASCADE, "c(id)")
                .key("e(p)", SET_NULL, "p(id)"), "id = ?");
        List.of("id, id, n AS \"a \"\"b\"\" c\", 'x', NULL, 1.50",
                        "rowid, _rowid_, oid",
                        "p.id, p.n AS m, upper(p.n) u",
                        "upper(n) || '!', n IS NULL, CASE WHEN id = 1 THEN 'one' END, length(n) 'said'",
                        "*, *",
                        "typeof(id), id + 0.5, x'ab', CAST(n AS blob) IS NULL, id COLLATE nocase",
                        "id AS cascade_doomed, 7 AS k0, n node",
                        "id IN (1, 3), id BETWEEN 1 AND 2, n LIKE 'o%', (id, n) = (1, 'one')",
                        // the database's errors
                        "p.*", "DISTINCT n", "count(*)", "max(id)", "sum(id) OVER ()", "nothing", "p.nothing", "c.id",
                        "nothing(id)", "id COLLATE nothing",
                        // fails at the first row, at the second
                        "abs(-9223372036854775807 - id)", "abs(-9223372036854775806 - id)")
                .forEach(list -> scenario.delete("DELETE FROM p WHERE id < 3 RETURNING " + list));
        return scenario
                .delete("DELETE FROM p WHERE id = ? RETURNING id, ? + 1, ?", 1, 7, "x")
                .delete("DELETE FROM p WHERE (? IS NULL OR id = ?) RETURNING ? || n, upper(?)", 1, 1, "x", "y")
                .delete("WITH w AS (SELECT ? AS id) DELETE FROM p AS t NOT INDEXED WHERE t.id IN w AND n <> ?"
                        + " RETURNING id, ? AS said", 1, "x", "s")
                .delete("WITH RECURSIVE w (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM w WHERE i < ?) DELETE FROM p"
                        + " WHERE id IN w RETURNING id", 2)
                .delete("DELETE FROM p WHERE id IN (SELECT p FROM c) RETURNING *")
                .delete("DELETE FROM p AS t WHERE t.id = 1 RETURNING t.n")
                .delete("DELETE FROM p AS t WHERE t.id = 1 RETURNING p.n")
                .delete("DELETE FROM main.p WHERE main.p.id = 1 RETURNING main.p.n")
                .delete("DELETE FROM p RETURNING *")
                .delete("DELETE FROM p RETURNING 1")
                .delete("DELETE FROM p WHERE false RETURNING n")
                .delete("DELETE FROM p WHERE random() IS NULL RETURNING n")
                .delete("DELETE FROM p WHERE nothing = 1 RETURNING id")
                .delete("DELETE FROM p INDEXED BY nothing WHERE id = 1 RETURNING id");
    }

    /** Rows that are known by their composite key, which is not in the columns' order. */
    private static Scenario withoutRowid() {
        Scenario scenario = Scenario.named("without rowid")
                .table("p", "a int, n varchar(5), b varchar(5), primary key (b, a)",
                        "(1,'i','x'),(2,'j','x'),(1,'k','y'),(2,null,'y')")
                .suffix(Database.SQLITE, "WITHOUT ROWID")
                .table("c", "id int primary key, a int, b varchar(5)", "(1,1,'x'),(2,2,'x'),(3,1,'y'),(4,1,null)")
                .suffix(Database.SQLITE, "WITHOUT ROWID")
                .table("d", "id int primary key, c int", "(1,1),(2,2),(3,null)")
                .key("c(a,b)", CASCADE, "p(a,b)")
                .key("d(c)", SET_NULL, "c(id)");
        List.of("a = ? RETURNING *", "b = 'x' AND a = ? RETURNING n, b || a", "(a, b) IN (VALUES (?, 'y')) RETURNING a",
                        "a = ? RETURNING rowid", "a = ?")
                .forEach(rest -> scenario.delete("DELETE FROM p WHERE " + rest, 1));
        return scenario.delete("DELETE FROM p RETURNING *").delete("DELETE FROM p WHERE a = 7 RETURNING *");
    }

    /** A row id of its own name, a generated column, columns that are named as a row id is. */
    private static Scenario rowids() {
        return Scenario.named("row ids")
                .table("p", "id integer primary key autoincrement, n text, m text as (n || id) stored, v as (id * 2)", "")
                .table("q", "rowid text, _rowid_ int, n int unique", "('r', 7, 1), ('s', 8, 2)")
                .table("c", "id integer primary key, q int", "(1,1),(2,2),(3,1)")
                .key("c(q)", CASCADE, "q(n)")
                .key("q(_rowid_)", CASCADE, "p(id)")
                .delete("DELETE FROM q WHERE rowid = 'r' RETURNING *")
                .delete("DELETE FROM q WHERE oid = ? RETURNING oid, rowid, _rowid_", 2)
                .delete("DELETE FROM p WHERE id = ? RETURNING *", 1);
    }
}

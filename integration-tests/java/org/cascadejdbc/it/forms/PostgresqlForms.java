package org.cascadejdbc.it.forms;

import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.util.List;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Scenario;

/** Every form in which a DELETE reaches PostgreSQL, over every kind of key. */
final class PostgresqlForms {
    /** What a DELETE is, with {@code %s} for the condition on the table {@code p}. */
    private static final List<String> FORMS = List.of(
            "DELETE FROM p WHERE %s",
            "DELETE FROM ONLY p WHERE %s",
            "DELETE FROM p * AS t USING s, s AS s2 WHERE t.id = s.id AND s2.id = s.id AND t.id IN (SELECT id FROM"
                    + " p WHERE %s)",
            "WITH w AS (SELECT id FROM p WHERE %s) DELETE FROM p USING w WHERE p.id = w.id",
            "DELETE FROM p WHERE %s RETURNING *",
            "DELETE FROM p AS t USING s WHERE t.id = s.id AND t.id IN (SELECT id FROM p WHERE %s) RETURNING *,"
                    + " t.n || 'x'",
            "WITH gone AS (DELETE FROM p WHERE %s RETURNING id, n) SELECT g.n, count(*) FROM gone g GROUP BY g.n",
            "WITH gone AS (DELETE FROM p WHERE %s) SELECT 7 AS seven",
            "WITH gone AS (DELETE FROM p WHERE %s RETURNING id) INSERT INTO log SELECT id, 'gone' FROM gone",
            "MERGE INTO p AS t USING s ON t.id = s.id WHEN MATCHED AND t.id IN (SELECT id FROM p WHERE %s) THEN DELETE",
            "MERGE INTO p AS t USING s ON t.id = s.id WHEN MATCHED AND t.id IN (SELECT id FROM p WHERE %s) THEN DELETE"
                    + " RETURNING merge_action(), *");

    private PostgresqlForms() {}

    /** Every form, on every kind of table. */
    static List<Scenario> tables() {
        return List.of(tree(), inheritance(), partitions());
    }

    /** Every kind of key. */
    static List<Scenario> keys() {
        return FormKeys.all(PostgresqlForms::forms);
    }

    private static Scenario forms(Scenario scenario, String condition) {
        for (String form : FORMS) {
            String sql = form.replace("%s", condition);
            scenario.delete(sql, 1).delete(sql, 4);
        }
        return scenario
                .delete(FORMS.get(4).replace("%s", condition), 77)
                .delete(FORMS.get(7).replace("%s", condition), 77);
    }

    /** What the clauses may hold, over two levels of CASCADE and a SET NULL. */
    private static Scenario tree() {
        Scenario scenario = forms(FormKeys.tables("tree").key("c(p)", CASCADE, "p(id)").key("d(c)", CASCADE, "c(id)")
                .key("d(p)", SET_NULL, "p(id)"), "id = ?");
        returning(scenario);
        with(scenario);
        merge(scenario);
        return scenario;
    }

    private static void returning(Scenario scenario) {
        List.of("id, id, n AS \"a \"\"b\"\" c\", 'x', NULL, 1.50::numeric(5,2)",
                        "p, p.*, ctid IS NULL AS placed, xmin::text <> '', tableoid::regclass::text",
                        "(SELECT count(*) FROM c WHERE c.p = p.id) AS children, upper(n), n IS NULL, ARRAY[id]",
                        "old.id, new.id, old.n",
                        "WITH (OLD AS o, NEW AS nu) o.*, nu.n, p.n",
                        "p.id AS cascade_r2, 7 AS cascade_part, n cascade_place",
                        "nothing",
                        "1/(id - 1)")
                .forEach(list -> scenario.delete("DELETE FROM p WHERE id < 3 RETURNING " + list));
        scenario.delete("DELETE FROM p WHERE id = ? RETURNING id, ?::int + 1, ?", 1, 7, "x")
                .delete("DELETE FROM p WHERE (? IS NULL OR id = ?) RETURNING ? || n, upper(?)", 1, 1, "x", "y")
                .delete("DELETE FROM p USING c LEFT JOIN d ON d.c = c.id WHERE c.p = p.id AND c.id = ? RETURNING"
                        + " p.*, c, d.id", 2)
                .delete("DELETE FROM p USING (VALUES (?, 'q'), (2, 'r')) v(id, what) WHERE p.id = v.id RETURNING *", 1)
                .delete("DELETE FROM ONLY (p) AS \"T\" WHERE \"T\".id = 1 RETURNING \"T\".id, \"T\"")
                .delete("DELETE FROM p RETURNING *")
                .delete("DELETE FROM p WHERE false RETURNING n")
                .delete("DELETE FROM p WHERE random() < 0 RETURNING n");
    }

    private static void with(Scenario scenario) {
        List.of("WITH RECURSIVE w(id) AS (SELECT 3 UNION SELECT p.up FROM w JOIN p ON p.id = w.id) DELETE FROM p"
                + " USING w WHERE"
                                + " p.id = w.id AND p.id < 3 RETURNING p.id",
                        "WITH a AS (SELECT 1 AS id), b AS (INSERT INTO log SELECT id, 'from a' FROM a RETURNING"
                                + " id) DELETE FROM p"
                                + " USING b WHERE b.id = p.id",
                        "WITH a AS (INSERT INTO log VALUES (1, 'x') RETURNING id), gone (x, y) AS MATERIALIZED"
                                + " (DELETE FROM p USING a"
                                + " WHERE p.id = a.id RETURNING p.n, a.*), b AS (SELECT x FROM gone) SELECT *"
                                        + " FROM b, gone",
                        "WITH RECURSIVE gone AS (DELETE FROM p WHERE id IN (SELECT id FROM later) RETURNING *),"
                                + " later AS (SELECT 1 AS"
                                + " id) SELECT * FROM gone",
                        "WITH gone AS (DELETE FROM p WHERE id < 3 RETURNING id), kept AS (UPDATE s SET n = 'kept'"
                                + " WHERE id IN (SELECT"
                                + " id FROM gone) RETURNING id) UPDATE log SET id = 0",
                        "WITH gone AS (DELETE FROM p WHERE id = 1 RETURNING *) VALUES (1, 'a'), (2, (SELECT n"
                                + " FROM gone))",
                        "WITH gone AS (DELETE FROM p WHERE id = 1 RETURNING id) DELETE FROM s USING gone WHERE"
                                + " s.id = gone.id",
                        "WITH gone AS (DELETE FROM p WHERE id = 1 RETURNING id) DELETE FROM s USING gone WHERE"
                                + " s.id = gone.id RETURNING *",
                        "WITH gone AS (DELETE FROM p WHERE id = 1 RETURNING id) (SELECT id FROM gone UNION SELECT"
                                + " id FROM s) ORDER BY 1",
                        "WITH gone AS (DELETE FROM p WHERE id = 1) SELECT * FROM gone",
                        "WITH m AS (MERGE INTO p USING s ON p.id = s.id WHEN MATCHED AND s.n < 'c' THEN DELETE"
                                + " RETURNING p.id) SELECT"
                                + " count(*) FROM m")
                .forEach(scenario::delete);
        scenario.delete("WITH w AS (SELECT ?::int AS id), gone AS (DELETE FROM p USING w WHERE p.id = w.id AND n"
                + " <> ? RETURNING p.id,"
                        + " ? AS said), z AS (SELECT ?::text AS z) SELECT gone.*, z.z, ?::int FROM gone,"
                                + " z", 1, "x", "s", "z", 5);
    }

    private static void merge(Scenario scenario) {
        String merge = "MERGE INTO p USING s ON p.id = s.id AND s.n <> 'b' WHEN MATCHED AND s.id = ? THEN DELETE"
                + " WHEN MATCHED AND s.id = 3"
                + " THEN DO NOTHING WHEN MATCHED THEN UPDATE SET n = s.n WHEN NOT MATCHED AND s.id = 9 THEN"
                        + " INSERT VALUES (s.id, s.n)";
        scenario.delete(merge, 1)
                .delete(merge + " RETURNING merge_action(), p.id, p.n, s.n AS sn, s.*", 1)
                .delete("WITH s2 AS (SELECT * FROM s WHERE id = ?) MERGE INTO ONLY p AS t USING s2 ON t.id ="
                        + " s2.id WHEN MATCHED THEN DELETE", 2)
                .delete("MERGE INTO p USING s ON p.id = s.id WHEN MATCHED THEN DELETE")
                .delete("MERGE INTO p USING (SELECT id FROM s WHERE id = 4) s ON p.id = s.id WHEN NOT MATCHED BY"
                        + " SOURCE THEN DELETE RETURNING p.id");
    }

    /** The key is to {@code heir}, so that only what is deleted under its own name concerns it. */
    private static Scenario inheritance() {
        Scenario scenario = Scenario.named("inheritance")
                .table("p", "id int primary key, n text", "(1,'one'),(2,'two')")
                .table("heir", "extra int", "(1,'heir of one',0),(3,'three',0)")
                .suffix(Database.POSTGRESQL, "INHERITS (p)")
                .table("c", "id int primary key, p int", "(1,1),(2,2)")
                .key("c(p)", CASCADE, "p(id)");
        for (String form : List.of("DELETE FROM p%s WHERE id = 1 RETURNING *, tableoid::regclass::text",
                "DELETE FROM ONLY p%s WHERE id = 1", "DELETE FROM p *%s WHERE id = 3 RETURNING id",
                "WITH gone AS (DELETE FROM ONLY p%s WHERE id < 3 RETURNING id) SELECT * FROM gone",
                "DELETE FROM p%s USING c WHERE c.p = 1 RETURNING *")) {
            scenario.delete(form.replace("%s", ""));
        }
        return scenario;
    }

    private static Scenario partitions() {
        Scenario scenario = Scenario.named("partitions")
                .table("p", "id int primary key, n text", "(1,'one'),(2,'two'),(11,'eleven')")
                .suffix(Database.POSTGRESQL, "PARTITION BY RANGE (id);"
                        + " CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);"
                        + " CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20)")
                .table("c", "id int primary key, p int", "(1,1),(2,2),(11,11),(13,null)")
                .table("d", "id int primary key, c int", "(1,1),(2,13)")
                .key("c(p)", CASCADE, "p(id)")
                .key("d(c)", SET_NULL, "c(id)");
        for (String form : List.of("DELETE FROM %s WHERE id IN (1, 11) RETURNING *, tableoid::regclass::text",
                "DELETE FROM ONLY %s", "DELETE FROM %s USING c WHERE c.p = %s.id AND c.id = 2",
                "WITH gone AS (DELETE FROM %s WHERE id = 99 RETURNING id) SELECT * FROM gone",
                "MERGE INTO %s USING c ON c.p = %s.id AND c.id > 2 WHEN MATCHED THEN DELETE RETURNING *")) {
            scenario.delete(form.replace("%s", "p")).delete(form.replace("%s", "p2"));
        }
        return scenario;
    }
}

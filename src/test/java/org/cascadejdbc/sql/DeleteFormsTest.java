package org.cascadejdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cascadejdbc.sql.DeleteStatement.Embedding;
import org.cascadejdbc.sql.DeleteStatement.Returning;
import org.cascadejdbc.sql.DeleteStatement.Target;
import org.cascadejdbc.sql.DeleteStatement.With;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of each clause that a DELETE may have in one of the databases. */
class DeleteFormsTest {
    private static List<DeleteStatement> parts(Lexis lexis, String sql) {
        Recognition recognition = new StatementRecognizer(lexis).recognize(sql);
        assertThat(recognition).as(sql).isInstanceOf(Recognition.Delete.class);
        return ((Recognition.Delete) recognition).parts();
    }

    private static DeleteStatement delete(Lexis lexis, String sql) {
        List<DeleteStatement> parts = parts(lexis, sql);
        assertThat(parts).hasSize(1);
        return parts.get(0);
    }

    private static DeleteStatement postgresql(String sql) {
        return delete(Lexis.POSTGRESQL, sql);
    }

    private static DeleteStatement mysql(String sql) {
        return delete(Lexis.MYSQL, sql);
    }

    private static DeleteStatement sqlite(String sql) {
        return delete(Lexis.SQLITE, sql);
    }

    private static Target target(String text, String alias) {
        return new Target(new QualifiedName(List.of(new Name(text, false))), text, alias, false);
    }

    @Test
    void onlyAndStar() {
        assertThat(postgresql("DELETE FROM ONLY t AS x WHERE a").from()).isEqualTo("ONLY t AS x");
        assertThat(postgresql("DELETE FROM ONLY (t) x WHERE a").from()).isEqualTo("ONLY t AS x");
        assertThat(postgresql("DELETE FROM ONLY t").target().only()).isTrue();
        assertThat(postgresql("DELETE FROM t * WHERE a").from()).isEqualTo("t");
        assertThat(postgresql("DELETE FROM t * x").target()).isEqualTo(target("t", "x"));
    }

    @Test
    void using() {
        DeleteStatement delete = postgresql(
                "DELETE FROM t x USING u JOIN v USING (a), (SELECT b FROM w WHERE c RETURNING) y WHERE x.a = u.a");

        assertThat(delete.using()).isEqualTo("u JOIN v USING (a), (SELECT b FROM w WHERE c RETURNING) y");
        assertThat(delete.predicate()).isEqualTo("x.a = u.a");
        assertThat(postgresql("DELETE FROM t USING u").predicate()).isNull();
    }

    @Test
    void returning() {
        DeleteStatement delete = postgresql("DELETE FROM t WHERE a = ? RETURNING t.*, ? AS limit, (SELECT 1)");

        assertThat(delete.returning()).isEqualTo(new Returning(null, "t.*, ? AS limit, (SELECT 1)", 1, true));
        assertThat(delete.parameters()).isEqualTo(1);
        assertThat(delete.givesCount()).isFalse();
        assertThat(postgresql("DELETE FROM t RETURNING WITH (OLD AS o) o.id").returning())
                .isEqualTo(new Returning("WITH (OLD AS o)", "o.id", 0, false));
        assertThat(sqlite("WITH x AS (SELECT ? AS a) DELETE FROM t WHERE a IN x AND b = ? RETURNING ?").parameters())
                .isEqualTo(2);
        assertThat(sqlite("DELETE FROM t RETURNING a IN u").returning())
                .as("a table is a query, too")
                .isEqualTo(new Returning(null, "a IN u", 0, true));
        assertThat(sqlite("DELETE FROM t RETURNING a IN (1, 2)").returning())
                .isEqualTo(new Returning(null, "a IN (1, 2)", 0, false));
        assertThat(sqlite("DELETE FROM t WHERE a = ?1 RETURNING *").returning())
                .isEqualTo(new Returning(null, "*", 0, false));
    }

    @Test
    void currentOf() {
        DeleteStatement delete = postgresql("DELETE FROM t WHERE CURRENT OF \"my cursor\" RETURNING id");

        assertThat(delete.cursor()).isEqualTo("\"my cursor\"");
        assertThat(delete.predicate()).isNull();
    }

    @Test
    void with() {
        DeleteStatement delete = postgresql(
                "WITH RECURSIVE a (x) AS MATERIALIZED (SELECT ')' UNION SELECT 1 FROM a) SEARCH DEPTH FIRST BY x, y SET z"
                        + " CYCLE x SET c USING d, b AS (SELECT 2) DELETE FROM t WHERE id IN (SELECT x FROM a)");

        assertThat(delete.with().keyword()).isEqualTo("WITH RECURSIVE");
        assertThat(delete.with().queries()).startsWith("a (x) AS MATER").endsWith("USING d, b AS (SELECT 2)");
        assertThat(delete.predicate()).isEqualTo("id IN (SELECT x FROM a)");
        assertThat(sqlite("WITH a AS (SELECT 1) DELETE FROM t").with()).isEqualTo(new With("WITH", "a AS (SELECT 1)"));
        assertThat(mysql("with a AS (SELECT 1) DELETE t FROM t JOIN a").with().keyword()).isEqualTo("with");
    }

    @Test
    void parametersBeforeReturning() {
        DeleteStatement delete = sqlite("WITH a (x) AS (SELECT ?), b AS (SELECT ?) DELETE FROM t WHERE id = ? RETURNING ?");

        assertThat(delete.parameters()).isEqualTo(3);
        assertThat(delete.returning().parameters()).isEqualTo(1);
        assertThat(sqlite("WITH a AS (SELECT ?2) DELETE FROM t WHERE id = ?1 RETURNING id").returning()).isNotNull();
        assertThat(new StatementRecognizer(Lexis.SQLITE)
                        .recognize("WITH a AS (SELECT :x) DELETE FROM t WHERE id = ? RETURNING ?"))
                .isInstanceOf(Recognition.Unclear.class);
    }

    @Test
    void deletesAmongWithQueries() {
        List<DeleteStatement> parts = parts(
                Lexis.POSTGRESQL,
                "WITH a AS (SELECT ?), gone (i) AS (DELETE FROM t WHERE x = ? RETURNING id), later AS (SELECT ?), "
                        + "more AS (DELETE FROM u) INSERT INTO archive SELECT i FROM gone WHERE ?");

        assertThat(parts).hasSize(2);
        assertThat(parts.get(0).with()).isEqualTo(new With("WITH", "a AS (SELECT ?)"));
        assertThat(parts.get(0).embedding())
                .isEqualTo(new Embedding(
                        "gone (i) AS", "later AS (SELECT ?), more AS (DELETE FROM u)",
                        "INSERT INTO archive SELECT i FROM gone WHERE ?"));
        assertThat(parts.get(1).target()).isEqualTo(target("u", null));
        assertThat(parts.get(1).embedding().laterQueries()).isNull();
    }

    @Test
    void aDeleteBehindOthers() {
        List<DeleteStatement> parts =
                parts(Lexis.POSTGRESQL, "WITH a AS (DELETE FROM t RETURNING id) DELETE FROM u WHERE id IN (SELECT * FROM a)");

        assertThat(parts).extracting(part -> part.target().tableText()).containsExactly("t", "u");
        assertThat(parts.get(0).with()).isEqualTo(new With("WITH", null));
        assertThat(parts.get(1).with().queries()).isEqualTo("a AS (DELETE FROM t RETURNING id)");
    }

    @Test
    void merge() {
        DeleteStatement merge = postgresql("MERGE INTO ONLY t x USING u ON x.a = u.a WHEN MATCHED AND ? THEN DELETE "
                + "WHEN NOT MATCHED THEN INSERT (a) VALUES (1) RETURNING merge_action(), x.a");

        assertThat(merge.merge()).startsWith("MERGE INTO ONLY t x").endsWith("VALUES (1)");
        assertThat(merge.target().rowName()).isEqualTo("x");
        assertThat(merge.returning().list()).isEqualTo("merge_action(), x.a");
        assertThat(parts(Lexis.POSTGRESQL, "WITH m AS (MERGE INTO t USING u ON a WHEN MATCHED THEN DELETE) SELECT 1"))
                .singleElement()
                .satisfies(part -> assertThat(part.merge()).isNotNull());
    }

    @Test
    void mysqlsModifiers() {
        assertThat(mysql("DELETE LOW_PRIORITY QUICK FROM t").ignore()).isFalse();
        assertThat(mysql("DELETE QUICK IGNORE FROM t").ignore()).isTrue();
        assertThat(mysql("DELETE /*+ NO_MERGE(t) */ QUICK FROM t").hint()).isEqualTo("/*+ NO_MERGE(t) */");
        assertThat(postgresql("DELETE /*+ SeqScan(t) */ FROM t").hint()).isNull();
    }

    @Test
    void mysqlsLimit() {
        DeleteStatement delete = mysql("DELETE FROM t AS x PARTITION (p0, p1) WHERE a = ? ORDER BY b DESC, c LIMIT ?");

        assertThat(delete.from()).isEqualTo("t PARTITION (p0, p1) AS x");
        assertThat(delete.limit()).isEqualTo(new DeleteStatement.Limit("ORDER BY b DESC, c LIMIT ?", true, true));
        assertThat(delete.parameters()).isEqualTo(2);
        assertThat(mysql("DELETE FROM t LIMIT 3").limit()).isEqualTo(new DeleteStatement.Limit("LIMIT 3", false, true));
        assertThat(mysql("DELETE FROM t ORDER BY b").limit()).isEqualTo(new DeleteStatement.Limit("ORDER BY b", true, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "DELETE x, u FROM t AS x JOIN u USING (a) WHERE b", "DELETE FROM x, u USING t AS x JOIN u USING (a) WHERE b",
        "DELETE x.*, u.* FROM t x FORCE INDEX FOR JOIN (i) STRAIGHT_JOIN u ON x.a IN (SELECT a FROM x, u) WHERE b",
        "DELETE FROM x.*, u USING (t x, (u, v)) WHERE b",
        "DELETE x, u FROM t x LEFT JOIN (u CROSS JOIN v) ON (x.a = u.a), LATERAL (SELECT 1) y WHERE b",
        "DELETE `x`, u FROM (SELECT a FROM x) y NATURAL JOIN t `x` JOIN u JOIN JSON_TABLE('[]', '$' COLUMNS (n INT)) j WHERE b",
        "DELETE X, U FROM t x, u WHERE b"
    })
    void severalTables(String sql) {
        DeleteStatement delete = mysql(sql);

        assertThat(delete.targets()).extracting(Target::tableText).containsExactly("t", "u");
        assertThat(delete.predicate()).isEqualTo("b");
        assertThat(sql).contains(delete.from());
    }

    @Test
    void oneOfSeveralTables() {
        assertThat(mysql("DELETE d.t FROM d.t JOIN e.t AS o ON d.t.a = o.a").target().rowName()).isEqualTo("d.t");
        assertThat(mysql("DELETE FROM t USING t").target()).isEqualTo(target("t", null));
        assertThat(mysql("DELETE FROM t.* USING t WHERE 1").target()).isEqualTo(target("t", null));
    }

    @Test
    void sqlitesIndexes() {
        assertThat(sqlite("DELETE FROM t AS x INDEXED BY \"i\" WHERE a").from()).isEqualTo("t AS x INDEXED BY \"i\"");
        assertThat(sqlite("DELETE FROM t NOT INDEXED").from()).isEqualTo("t NOT INDEXED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a = ?1 AND b = ?1", "a = :id AND b = @id", "a = $id AND b = ?"})
    void sqlitesParameters(String predicate) {
        assertThat(sqlite("DELETE FROM t WHERE " + predicate).predicate()).isEqualTo(predicate);
    }
}

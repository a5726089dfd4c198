package org.cascadejdbc.it.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;
import static org.cascadejdbc.DeleteRule.SET_NULL;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Delete;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;

/**
 * A name in the user's text means what it means natively, wherever the cascade puts the text: names of columns that only
 * other tables have, of our own aliases and queries, of row ids, of nothing. Natively many of these DELETEs are errors, and
 * on SQLite many are comparisons with a string, for that is what it takes a name in double quotes for that it does not find.
 */
class ScopeIT {
    private static final int SHOWN = 12;

    /** Column {@code kind} is only the child's, {@code deep} only the grandchild's; all else is ours, or a row id. */
    private static final List<String> NAMES = List.of(
            "id", "kind", "deep", "pid", "k0", "k1", "node", "t0", "q0", "q1", "q2", "r", "t", "m", "s", "d", "w", "e", "f",
            "c", "g", "p", "rowid", "oid", "_rowid_", "ctid", "tableoid", "old", "new", "excluded", "level", "nothing",
            "cascade_part", "cascade_place", "holds", "number", "true", "null");

    private static final List<String> QUALIFIERS = List.of("", "p.", "c.", "r.", "q0.", "q1.", "m.", "t.", "d.");

    private static final List<String> ALIASES = List.of("", "r", "q0", "q1", "t", "m", "c", "d", "w");

    private static Scenario scenario(String name, boolean updates) {
        Scenario scenario = Scenario.named(name)
                .table("p", "id int primary key, name varchar(20)", "(1,'a'),(2,'kind'),(3,'x')")
                .table("c", "id int primary key, pid int, kind varchar(20)", "(1,1,'x'),(2,2,'x'),(3,3,'kind')")
                .table("g", "id int primary key, cid int, deep int", "(1,1,1),(2,2,2),(3,3,3)")
                .table("cascade_doomed", "id int primary key, k0 int", "(1,1)")
                .key("c(pid)", CASCADE, "p(id)")
                .key("g(cid)", updates ? SET_NULL : CASCADE, "c(id)");
        statements().forEach(scenario::delete);
        return scenario;
    }

    /** Two keys between the same tables: who stays is asked in sub-selects. */
    private static Scenario twice(DeleteRule second) {
        Scenario scenario = Scenario.named("scopes, " + second)
                .table("p", "id int primary key, name varchar(20)", "(1,'a'),(2,'kind'),(3,'x')")
                .table("c", "id int primary key, pid int, qid int, kind varchar(20), n int",
                        "(1,1,null,'x',1),(2,1,1,'x',2),(3,2,1,'y',1),(4,2,3,'kind',1),(5,3,2,'y',1)")
                .table("g", "id int primary key, cid int, other int, n int", "(1,1,3,1),(2,2,null,2),(3,3,1,3)")
                .key("c(pid)", CASCADE, "p(id)")
                .key("c(qid)", second, "p(id)")
                .key("g(cid)", CASCADE, "c(id)")
                .key("g(other)", second, "c(id)");
        for (String text : List.of("\"kind\" = 'y'", "\"kind\" = 'kind'", "\"n\" = 1", "\"qid\" IS NOT NULL", "'x' = \"kind\"",
                "name = \"kind\"", "\"kind\" IN (SELECT kind FROM c)", "EXISTS (SELECT 1 FROM g WHERE \"kind\" = 'y')")) {
            for (String with : List.of("%s", "id = 1 OR %s", "id = 2 AND %s", "id = 1 OR NOT (%s)")) {
                scenario.delete("DELETE FROM p WHERE " + with.formatted(text));
            }
        }
        return scenario;
    }

    private static Set<String> statements() {
        Set<String> statements = new LinkedHashSet<>();
        for (String name : NAMES) {
            for (String written : List.of(name, "\"" + name + "\"")) {
                statements.add("DELETE FROM p WHERE " + written + " = 1");
                statements.add("DELETE FROM p WHERE " + written + " = 2 AND id = 2");
                statements.add("DELETE FROM p WHERE id IN (SELECT pid FROM c WHERE " + written + " = 'x')");
            }
        }
        for (String qualifier : QUALIFIERS) {
            for (String name : List.of("id", "kind", "\"kind\"", "rowid", "k0")) {
                statements.add("DELETE FROM p WHERE " + qualifier + name + " = 1");
            }
        }
        for (String alias : ALIASES.subList(1, ALIASES.size())) {
            for (String name : List.of("id", alias + ".id", "p.id", alias + ".kind", "\"kind\"")) {
                statements.add("DELETE FROM p AS " + alias + " WHERE " + name + " = 1");
            }
        }
        statements.add("DELETE FROM p WHERE id IN (SELECT id FROM cascade_matched)");
        statements.add("DELETE FROM p WHERE EXISTS (SELECT 1 FROM c WHERE kind = 'x' AND pid = p.id)");
        statements.add("DELETE FROM p WHERE id = (SELECT min(id) FROM c AS q1 WHERE q1.pid = p.id)");
        statements.add("WITH p AS (SELECT 2 AS id) DELETE FROM p WHERE id IN (SELECT id FROM p)");
        statements.add("WITH c AS (SELECT 2 AS id) DELETE FROM p WHERE id IN (SELECT id FROM c)");
        return statements;
    }

    @OnDatabases(h2 = true)
    void aNameMeansWhatItMeansNatively(Database database) throws SQLException {
        List<String> differences = new ArrayList<>();
        for (boolean updates : new boolean[] {false, true}) {
            compare(scenario("scopes, " + (updates ? "SET NULL" : "CASCADE"), updates), database, differences);
        }
        compare(twice(SET_NULL), database, differences);
        if (database == Database.SQLITE) { // as the law says; MySQL checks it row by row
            compare(twice(DeleteRule.NO_ACTION), database, differences);
        }
        if (!differences.isEmpty()) {
            Assertions.fail(differences.size() + " differ:\n"
                    + String.join("\n", differences.subList(0, Math.min(SHOWN, differences.size()))));
        }
    }

    private static void compare(Scenario scenario, Database database, List<String> differences) throws SQLException {
        try (Space space = Space.create(database);
                Space twinSpace = Space.create(database.twin())) {
            Schema schema = Schema.build(scenario, space, Schema.Keys.ABSENT);
            Schema twin = Schema.build(scenario, twinSpace, Schema.Keys.AS_WANTED);
            try (Connection connection =
                            Ours.withRelations(space.dataSource(), Map.of(), scenario.keys()).getConnection();
                    Connection natively = twinSpace.enforcing().getConnection()) {
                for (Delete delete : scenario.deletes()) {
                    String expected = answer(twin, natively, delete.sql());
                    String answer = answer(schema, connection, delete.sql());
                    if (!answer.equals(expected) && !isRefused(database, delete.sql(), answer)) {
                        differences.add(delete.sql() + "\n  expected " + expected + "\n  was      " + answer);
                    }
                }
            }
        }
    }

    /** With words, and nothing done: where a WITH query is named like the target, and where a name is one of ours. */
    private static boolean isRefused(Database database, String sql, String answer) {
        boolean like = database != Database.SQLITE && sql.startsWith("WITH p ");
        boolean ours = sql.contains("cascade_") && answer.contains("is one that its cascade uses; use another name");
        return (like || ours) && answer.startsWith("0A000");
    }

    /** An error's text may count positions, which are others in another statement. */
    private static String answer(Schema schema, Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int count = statement.executeUpdate();
            String content = schema.content(connection);
            if (!content.equals(schema.initial())) {
                schema.fill();
            }
            return count + " " + content.replace('\n', ' ');
        } catch (SQLException e) {
            assertThat(schema.content(connection)).as(sql).isEqualTo(schema.initial());
            return e instanceof SQLFeatureNotSupportedException
                    ? e.getSQLState() + " " + e.getMessage()
                    : e.getSQLState() + "/" + e.getErrorCode();
        }
    }
}

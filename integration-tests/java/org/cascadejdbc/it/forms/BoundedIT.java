package org.cascadejdbc.it.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;

/**
 * Statements of any size and depth: what the database and its driver can execute, they execute with us; what they
 * cannot, or we do not, is an {@link SQLException} after which nothing has changed. Nothing overflows the stack.
 */
class BoundedIT {
    private static final Scenario FAMILY = Scenario.named("family")
            .table("p", "id int primary key, s varchar(20)", "(1,'one'),(2,'two'),(3,'three')")
            .table("c", "id int primary key, p int", "(1,1),(2,2),(3,3)")
            .key("c(p)", CASCADE, "p(id)");

    private static final String WHERE = "DELETE FROM p WHERE id = 1 ";

    private static final Set<String> MUST_RUN =
            Set.of("16 MB of literal", "16 MB of comment", "30 parentheses", "900 times OR", "1000 parameters");

    private static Map<String, String> statements() {
        Map<String, String> statements = new LinkedHashMap<>();
        statements.put("16 MB of literal", WHERE + "OR s = '" + "x".repeat(16 << 20) + "'");
        statements.put("16 MB of comment", "DELETE FROM p /*" + "x".repeat(16 << 20) + "*/ WHERE id = 1");
        statements.put("30 parentheses", "DELETE FROM p WHERE " + "(".repeat(30) + "id = 1" + ")".repeat(30));
        statements.put("10,000 parentheses", "DELETE FROM p WHERE " + "(".repeat(10_000) + "id = 1" + ")".repeat(10_000));
        statements.put("900 times OR", WHERE + "OR id = 1 ".repeat(900));
        statements.put("5,000 times OR", WHERE + "OR id = 1 ".repeat(5_000));
        statements.put("a long list", "DELETE FROM p WHERE id IN (1" + ",1".repeat(100_000) + ")");
        statements.put("CASE", "DELETE FROM p WHERE " + "CASE WHEN id = 1 THEN ".repeat(300) + "1 = 1" + " END".repeat(300));
        statements.put("1 MB of identifier", "DELETE FROM p AS " + "x".repeat(1 << 20) + " WHERE id = 1");
        statements.put("a long name", "DELETE FROM p" + ".p".repeat(1_000) + " WHERE id = 1");
        statements.put("aliases", "DELETE FROM p" + " p".repeat(100_000) + " WHERE id = 1");
        statements.put("nested comments", "DELETE FROM p " + "/*".repeat(100_000) + "*/".repeat(100_000) + " WHERE id = 1");
        statements.put("tags", WHERE + "OR s = " + "$a$ ".repeat(100_001));
        for (String piece : List.of("(", "'", "\"", ";", "$", "/*", "{", "U&", "[")) {
            statements.put("900 KB of " + piece, WHERE + piece.repeat(900_000 / piece.length()));
        }
        return statements;
    }

    @OnDatabases({Database.SQLITE, Database.POSTGRESQL})
    void hugeStatements(Database database) throws SQLException {
        for (Map.Entry<String, String> statement : statements().entrySet()) {
            // PostgreSQL itself takes minutes for some of the others.
            if (database == Database.SQLITE || MUST_RUN.contains(statement.getKey())) {
                compare(database, statement.getKey(), statement.getValue(), 0);
            }
        }
    }

    /** PostgreSQL's protocol ends at 65,535, SQLite at 32,766 unless built otherwise. */
    @OnDatabases({Database.SQLITE, Database.POSTGRESQL})
    void manyParameters(Database database) throws SQLException {
        for (int parameters : new int[] {1_000, 32_000, 65_000, 100_000}) {
            String sql = "DELETE FROM p WHERE id IN (?" + ",?".repeat(parameters - 1) + ")";
            compare(database, parameters + " parameters", sql, parameters);
        }
    }

    private static void compare(Database database, String what, String sql, int parameters) throws SQLException {
        try (Space space = Space.create(database)) {
            Schema schema = Schema.build(FAMILY, space, Schema.Keys.ABSENT);
            boolean executed;
            List<String> left;
            try (Connection plain = space.dataSource().getConnection()) {
                executed = execute(plain, sql, parameters) == null;
                left = schema.rows(plain, "p");
                schema.fill();
            }
            try (Connection ours =
                            Ours.withRelations(space.dataSource(), Map.of(), FAMILY.keys()).getConnection();
                    Connection observer = space.dataSource().getConnection()) {
                SQLException failure = execute(ours, sql, parameters);
                String content = schema.content(observer);
                if (failure != null) {
                    assertThat(content).as(what).isEqualTo(schema.initial());
                } else {
                    // SQLite's driver takes 1 MB; a comment is not part of what we send.
                    assertThat(executed || what.contains("comment")).as("%s: with us only", what).isTrue();
                    if (executed) {
                        assertThat(schema.rows(observer, "p")).as(what).isEqualTo(left);
                    }
                    assertThat(content).as(what).isEqualTo("p[(2,two), (3,three)]\nc[(2,2), (3,3)]\n");
                }
                if (executed && MUST_RUN.contains(what)) {
                    assertThat((Throwable) failure).as(what).isNull();
                }
            }
        }
    }

    /** The failure, or {@code null}. Every parameter is 1. */
    private static SQLException execute(Connection connection, String sql, int parameters) {
        try (Statement statement = parameters == 0 ? connection.createStatement() : connection.prepareStatement(sql)) {
            if (statement instanceof PreparedStatement prepared && parameters > 0) {
                for (int i = 1; i <= parameters; i++) {
                    prepared.setInt(i, 1);
                }
                prepared.executeUpdate();
            } else {
                statement.executeUpdate(sql);
            }
            return null;
        } catch (SQLException e) {
            return e;
        }
    }
}

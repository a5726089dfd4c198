package org.cascadejdbc.it.engines.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.UrlDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * ROW_COUNT() and FOUND_ROWS() tell after a cascade what they tell after a DELETE with native keys. But for MariaDB's FOUND_ROWS(), which
 * is still that of the last query then, and of one of ours after a cascade.
 */
@OnDatabases({Database.MYSQL, Database.MARIADB})
class MysqlRowCountIT {
    private static final List<String> DELETES = List.of(
            "DELETE FROM p WHERE id = 1", "DELETE FROM p WHERE id IN (2, 3, 4)", "DELETE FROM p WHERE id + 0 = 5",
            "DELETE FROM p WHERE id = 99", "DELETE FROM p WHERE id > 6");
    private static final List<String> ASKING = List.of(
            "SELECT ROW_COUNT(), FOUND_ROWS()", "select /* how many */ row_count() as n", "INSERT INTO log VALUES (ROW_COUNT())",
            "SET @n = ROW_COUNT()", "SELECT ROW_COUNT() INTO @n", "DO ROW_COUNT()", "EXECUTE asked", "SELECT 1",
            "DELETE FROM log WHERE n = 77", "UPDATE p SET id = id", "COMMIT", "SELECT FOUND_ROWS()");

    private final Database database;

    MysqlRowCountIT(Database database) {
        this.database = database;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&useServerPrepStmts=true", "&rewriteBatchedStatements=true&cachePrepStmts=true"})
    void whatComesAfterACascadeSeesTheCountOfTheDelete(String url) throws SQLException {
        for (DeleteRule rule : List.of(DeleteRule.CASCADE, DeleteRule.SET_NULL)) {
            for (boolean autoCommit : List.of(true, false)) {
                try (Space twin = shop(rule);
                        Space space = shop(null);
                        Connection natively = new UrlDataSource(twin.url() + url).getConnection();
                        Connection ours = ours(space, url, rule).getConnection()) {
                    natively.setAutoCommit(autoCommit);
                    ours.setAutoCommit(autoCommit);
                    assertThat(told(ours)).as(rule + " " + autoCommit).containsExactlyElementsOf(told(natively));
                    assertThat(prepared(ours)).as("prepared " + rule).containsExactlyElementsOf(prepared(natively));
                }
            }
        }
    }

    private List<String> told(Connection connection) throws SQLException {
        List<String> told = new ArrayList<>();
        execute(connection, "PREPARE asked FROM 'SELECT ROW_COUNT() + 1'");
        for (String text : ASKING) {
            String asking = database == Database.MYSQL ? text : text.replace("FOUND_ROWS()", "ROW_COUNT()");
            execute(connection, "START TRANSACTION");
            for (String delete : DELETES) {
                told.add(delete + ": " + execute(connection, delete) + ", " + asking + ": " + execute(connection, asking)
                        + " " + execute(connection, "SELECT ROW_COUNT(), @n"));
            }
            execute(connection, "ROLLBACK");
            execute(connection, "REPLACE INTO c SELECT id, id FROM p");
        }
        for (String delete : DELETES) {
            told.add(delete + ": " + execute(connection, delete) + execute(connection, database == Database.MYSQL ? ASKING.get(0) : "SELECT ROW_COUNT()"));
        }
        return told;
    }

    private static List<String> prepared(Connection connection) throws SQLException {
        List<String> told = new ArrayList<>();
        execute(connection, "INSERT IGNORE INTO p VALUES (11), (12), (13), (14), (15), (16)");
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM p WHERE id BETWEEN ? AND ?");
                PreparedStatement other = connection.prepareStatement("SELECT 7");
                PreparedStatement asking = connection.prepareStatement("SELECT ROW_COUNT(), ?")) {
            asking.setInt(1, 5);
            for (int[] range : new int[][] {{11, 12}, {13, 13}, {70, 80}, {14, 15}}) {
                delete.setInt(1, range[0]);
                delete.setInt(2, range[1]);
                told.add(delete.executeUpdate() + " " + answer(asking) + answer(asking));
            }
            delete.setInt(1, 16);
            delete.setInt(2, 16);
            delete.execute();
            told.add(answer(other) + answer(asking));
            execute(connection, "INSERT INTO p VALUES (21), (22), (23), (24)");
            for (int i : new int[] {21, 23}) {
                delete.setInt(1, i);
                delete.setInt(2, i + (i == 23 ? 1 : 0));
                delete.addBatch();
            }
            delete.executeBatch();
            told.add(answer(asking));
        }
        return told;
    }

    private static String answer(PreparedStatement asking) throws SQLException {
        try (ResultSet row = asking.executeQuery()) {
            row.next();
            return row.getString(1) + ";";
        }
    }

    /** One that has failed has changed no row, which ROW_COUNT() tells by -1. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatComesAfterAFailure(boolean autoCommit) throws SQLException {
        List<String> told = new ArrayList<>();
        for (boolean natively : List.of(true, false)) {
            try (Space space = shop(natively ? DeleteRule.RESTRICT : null);
                    Connection connection = natively ? new UrlDataSource(space.url()).getConnection()
                            : ours(space, "", DeleteRule.RESTRICT).getConnection()) {
                connection.setAutoCommit(autoCommit);
                for (String asking : List.of("SELECT ROW_COUNT()", "INSERT INTO log SELECT ROW_COUNT()", "SELECT 1")) {
                    try {
                        execute(connection, "DELETE FROM p WHERE id < 4");
                        throw new AssertionError("no error");
                    } catch (SQLException e) {
                        told.add(e.getErrorCode() + " " + execute(connection, asking) + " " + execute(connection, "SELECT ROW_COUNT()")
                                + " " + execute(connection, "SELECT GROUP_CONCAT(n) FROM log"));
                    }
                }
            }
        }
        assertThat(told.subList(3, 6)).isEqualTo(told.subList(0, 3));
    }

    /** In an XA transaction MySQL makes no temporary table, of which we have it count rows. */
    @Test
    void whereItCannotBeToldItIsRefused() throws SQLException {
        try (Space space = shop(null);
                Connection ours = ours(space, "", DeleteRule.CASCADE).getConnection()) {
            execute(ours, "XA START 'rows'");
            try {
                assertThat(execute(ours, "DELETE FROM p WHERE id = 1")).isEqualTo("1");
                assertThat(execute(ours, "SELECT ROW_COUNT()")).isEqualTo("[1]");
                assertThat(execute(ours, "DELETE FROM p WHERE id > 6")).isEqualTo("3");
                if (database == Database.MARIADB) {
                    assertThat(execute(ours, "SELECT ROW_COUNT()")).isEqualTo("[3]");
                } else {
                    assertThatThrownBy(() -> execute(ours, "SELECT ROW_COUNT()"))
                            .isInstanceOf(SQLFeatureNotSupportedException.class)
                            .hasMessageContaining("which are 3").hasMessageContaining("use the update count");
                }
                assertThat(execute(ours, "SELECT 1")).isEqualTo("[1]");
            } finally {
                execute(ours, "XA END 'rows'");
                execute(ours, "XA ROLLBACK 'rows'");
            }
        }
    }

    /** All rows of a result set, or the update count. */
    private static String execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return String.valueOf(statement.getUpdateCount());
            }
            StringBuilder rows = new StringBuilder();
            try (ResultSet row = statement.getResultSet()) {
                while (row.next()) {
                    rows.append('[').append(row.getString(1));
                    for (int i = 2; i <= row.getMetaData().getColumnCount(); i++) {
                        rows.append(", ").append(row.getString(i));
                    }
                    rows.append(']');
                }
            }
            return rows.toString();
        }
    }

    private Space shop(DeleteRule rule) throws SQLException {
        Space space = Space.create(database);
        String key = rule == null ? "" : ", FOREIGN KEY (pid) REFERENCES p (id) ON DELETE " + rule.name().replace('_', ' ');
        space.run("CREATE TABLE p (id INT PRIMARY KEY); CREATE TABLE log (n INT);"
                + "CREATE TABLE c (id INT PRIMARY KEY, pid INT, KEY (pid)" + key + ");"
                + "INSERT INTO p VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9); INSERT INTO c SELECT id, id FROM p");
        return space;
    }

    private static CascadeDataSource ours(Space space, String url, DeleteRule rule) {
        return CascadeDataSource.builder(new UrlDataSource(space.url() + url))
                .foreignKey("c", "pid").references("p", "id").onDelete(rule)
                .build();
    }
}

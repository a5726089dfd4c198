package org.cascadejdbc.it.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.UrlDataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A batch with an entry that fails ends where the driver alone ends it, with its counts and its error. */
class JoinedBatchIT {
    private static final int KEPT = 3;

    private enum Form {
        PLAIN,
        PREPARED,
        /** DELETEs that cascade behind statements that pass. */
        MIXED
    }

    @ParameterizedTest
    @CsvSource({
        "MYSQL, ''", "MYSQL, &rewriteBatchedStatements=true", "MYSQL, &rewriteBatchedStatements=true&continueBatchOnError=false",
        "MYSQL, &continueBatchOnError=false", "MYSQL, &rewriteBatchedStatements=true&useServerPrepStmts=true",
        "MYSQL, &allowMultiQueries=true", "MYSQL, &rewriteBatchedStatements=true&allowMultiQueries=true",
        "MYSQL, &useServerPrepStmts=true&continueBatchOnError=false",
        "MARIADB, ''", "MARIADB, &useServerPrepStmts=true", "MARIADB, &useBulkStmts=true", "MARIADB, &disablePipeline=true",
        "MARIADB, &allowMultiQueries=true", "MARIADB, &rewriteBatchedStatements=true", "MARIADB, &useServerPrepStmts=true&disablePipeline=true"
    })
    void theSameAsTheDriverAlone(Database database, String options) throws SQLException {
        try (Space natives = shop(database, ", FOREIGN KEY (pid) REFERENCES p (id) ON DELETE CASCADE");
                Space ours = shop(database, "");
                Connection driver = new UrlDataSource(natives.url() + options).getConnection();
                Connection wrapped = CascadeDataSource.builder(new UrlDataSource(ours.url() + options))
                        .foreignKey("c", "pid").references("p", "id").onDelete(DeleteRule.CASCADE)
                        .build().getConnection()) {
            for (Form form : Form.values()) {
                for (int entries : new int[] {3, 4, 5, 7}) {
                    for (int failing : new int[] {0, entries / 2, entries - 1}) {
                        boolean autoCommit = entries != 7;
                        fill(natives);
                        fill(ours);
                        assertThat(run(wrapped, form, entries, failing, autoCommit))
                                .as("%s %s of %s, %s fails", options, form, entries, failing)
                                .isEqualTo(run(driver, form, entries, failing, autoCommit));
                    }
                }
            }
        }
    }

    private static Space shop(Database database, String key) throws SQLException {
        Space space = Space.create(database);
        space.run("CREATE TABLE p (id INT PRIMARY KEY);"
                + "CREATE TABLE c (id INT PRIMARY KEY, pid INT, KEY (pid)" + key + ");"
                + "CREATE TABLE r (id INT PRIMARY KEY, pid INT, FOREIGN KEY (pid) REFERENCES p (id));"
                + "CREATE TABLE log (id INT PRIMARY KEY)");
        return space;
    }

    private static void fill(Space space) throws SQLException {
        space.run("DELETE FROM r; DELETE FROM c; DELETE FROM p; DELETE FROM log;"
                + "INSERT INTO p VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9); INSERT INTO r VALUES (1, " + KEPT + ");"
                + "INSERT INTO c VALUES (1, 1), (2, 2), (3, 3), (4, 4); INSERT INTO log VALUES (" + KEPT + ")");
    }

    private static String run(Connection connection, Form form, int entries, int failing, boolean autoCommit)
            throws SQLException {
        List<Integer> ids = new ArrayList<>(List.of(1, 2, 4, 5, 6, 7, 8).subList(0, entries - 1));
        ids.add(failing, KEPT);
        String result;
        connection.setAutoCommit(autoCommit);
        try (Statement statement = form == Form.PREPARED
                ? connection.prepareStatement("DELETE FROM p WHERE id = ?")
                : connection.createStatement()) {
            for (int i = 0; i < ids.size(); i++) {
                add(statement, form == Form.MIXED && i < entries - 1, ids.get(i));
            }
            result = Arrays.toString(statement.executeBatch());
        } catch (BatchUpdateException e) {
            result = e.getErrorCode() + " " + e.getSQLState() + " " + Arrays.toString(e.getUpdateCounts());
        }
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT CONCAT_WS(' ', (SELECT GROUP_CONCAT(id ORDER BY id) FROM p), "
                        + "(SELECT GROUP_CONCAT(id ORDER BY id) FROM c), (SELECT GROUP_CONCAT(id ORDER BY id) FROM log))")) {
            row.next();
            return result + " " + row.getString(1);
        }
    }

    private static void add(Statement statement, boolean passes, int id) throws SQLException {
        if (statement instanceof PreparedStatement prepared) {
            prepared.setInt(1, id);
            prepared.addBatch();
        } else {
            statement.addBatch(passes ? "INSERT INTO log VALUES (" + id + ")" : "DELETE FROM p WHERE id = " + id);
        }
    }
}

package org.cascadejdbc.it.engines.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Space;
import org.cascadejdbc.it.support.UrlDataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What we cannot carry out is refused where it may concern a table whose DELETE is ours, and not because another database has
 * one of that name.
 */
@OnDatabases({Database.MYSQL, Database.MARIADB})
class MysqlOtherDatabaseIT {
    private final Database database;

    MysqlOtherDatabaseIT(Database database) {
        this.database = database;
    }

    @ParameterizedTest
    @ValueSource(strings = {"databaseTerm=CATALOG", "databaseTerm=SCHEMA"})
    void aTableOfThatNameElsewhereRefusesNothing(String term) throws SQLException {
        try (Space own = Space.create(database);
                Space other = Space.create(database)) {
            String there = database(other);
            own.run("CREATE TABLE p (id INT PRIMARY KEY); INSERT INTO p VALUES (1), (2), (3), (4), (5)");
            other.run("CREATE TABLE p (id INT PRIMARY KEY); CREATE TABLE c (id INT PRIMARY KEY, pid INT, "
                    + "FOREIGN KEY (pid) REFERENCES p (id) ON DELETE CASCADE);"
                    + "INSERT INTO p VALUES (1), (2), (3); INSERT INTO c VALUES (1, 1), (2, 2), (3, 3)");
            CascadeDataSource ours = CascadeDataSource.builder(
                            new UrlDataSource(own.url() + "&allowMultiQueries=true&" + term))
                    .strategy("emulate")
                    .build();
            try (Connection connection = ours.getConnection();
                    Statement statement = connection.createStatement();
                    Statement updatable = connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE)) {
                statement.execute("DELETE FROM p WHERE id = 1; SELECT 1");
                statement.execute("REPLACE INTO p VALUES (2)");
                assertThat(deleteFirst(updatable.executeQuery("SELECT id FROM p ORDER BY id"))).isEqualTo(2);
                for (String sql : List.of(
                        "USE " + there + "; DELETE FROM p WHERE id = 1", "SELECT 1; DELETE FROM `" + there + "`.`p` WHERE id = 1",
                        "REPLACE INTO " + there + ".p VALUES (1)", "PREPARE s FROM 'DELETE FROM p WHERE id = 1'",
                        "USE `" + there + "`; SELECT 1; REPLACE INTO p VALUES (1)")) {
                    assertThatThrownBy(() -> statement.execute(sql)).as(sql).isInstanceOf(SQLFeatureNotSupportedException.class);
                }
                assertThatThrownBy(() -> deleteFirst(updatable.executeQuery("SELECT id FROM " + there + ".p ORDER BY id")))
                        .isInstanceOf(SQLFeatureNotSupportedException.class);
                statement.execute("USE " + there);
                assertThatThrownBy(() -> statement.execute("DELETE FROM p WHERE id = 1; SELECT 1"))
                        .isInstanceOf(SQLFeatureNotSupportedException.class);
                try (Statement made = connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
                        ResultSet rows = made.executeQuery("SELECT id FROM p ORDER BY id")) {
                    statement.execute("USE " + database(own));
                    assertThatThrownBy(() -> deleteFirst(rows)).isInstanceOf(SQLFeatureNotSupportedException.class);
                }
                assertThat(deleteFirst(updatable.executeQuery("SELECT id FROM p ORDER BY id"))).isEqualTo(3);
                try (ResultSet left = statement.executeQuery("SELECT GROUP_CONCAT(p.id ORDER BY p.id), (SELECT COUNT(*) FROM "
                        + there + ".p), (SELECT COUNT(*) FROM " + there + ".c) FROM p")) {
                    left.next();
                    assertThat(left.getString(1) + "/" + left.getInt(2) + "/" + left.getInt(3)).isEqualTo("4,5/3/3");
                }
            }
        }
    }

    private static String database(Space space) {
        return space.say("@own");
    }

    private static int deleteFirst(ResultSet rows) throws SQLException {
        rows.next();
        int id = rows.getInt(1);
        rows.deleteRow();
        return id;
    }
}

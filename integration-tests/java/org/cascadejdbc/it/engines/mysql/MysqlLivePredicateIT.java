package org.cascadejdbc.it.engines.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.api.Test;

/**
 * Of a DELETE that reads what its own native SET NULL changes, MySQL gives another answer with another plan: it reads all
 * first ("buffered") or goes on reading while it deletes ("immediate"). So no twin says what is right; where the key is
 * ours, it is what was there before.
 */
class MysqlLivePredicateIT {
    private static final String DELETE = "DELETE FROM t WHERE parent IN (SELECT id FROM (SELECT id FROM t WHERE n < 9) AS rows_of_t)";

    @Test
    void theServersOwnAnswerDependsOnItsPlan() throws SQLException {
        try (Space space = Space.create(Database.MYSQL); Connection connection = space.dataSource().getConnection()) {
            create(space);
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET optimizer_switch = 'semijoin=off'");
                assertThat(statement.executeUpdate(DELETE)).as("immediate").isEqualTo(5);
                connection.rollback();
                statement.execute("SET optimizer_switch = 'semijoin=on'");
                statement.execute("ANALYZE TABLE t");
                assertThat(statement.executeUpdate(DELETE)).as("buffered").isEqualTo(7);
                connection.rollback();
            }
        }
    }

    @Test
    void oursIsWhatWasThereBefore() throws SQLException {
        for (Database database : new Database[] {Database.MYSQL, Database.MYSQL_OFF, Database.MARIADB}) {
            try (Space space = Space.create(database)) {
                create(space);
                try (Connection connection = Ours.over(space.dataSource(), Map.of("cascade.strategy", "emulate")).getConnection();
                        Statement statement = connection.createStatement()) {
                    connection.setAutoCommit(false);
                    for (String plan : new String[] {"semijoin=on", "semijoin=off", "derived_merge=off"}) {
                        statement.execute("SET optimizer_switch = '" + plan + "'");
                        assertThat(statement.executeUpdate(DELETE)).as(plan).isEqualTo(7);
                        connection.rollback();
                    }
                }
            }
        }
    }

    private static void create(Space space) throws SQLException {
        space.run("CREATE TABLE t (n int NOT NULL, id int PRIMARY KEY, parent int, CONSTRAINT k0 FOREIGN KEY (parent) "
                + "REFERENCES t (id) ON DELETE SET NULL)");
        space.run("SET foreign_key_checks = 0");
        space.run("INSERT INTO t VALUES (2,2,4),(3,3,8),(4,4,7),(5,5,2),(6,6,6),(7,7,8),(8,8,3)");
        space.run("SET foreign_key_checks = 1");
    }
}

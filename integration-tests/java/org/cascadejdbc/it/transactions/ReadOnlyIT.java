package org.cascadejdbc.it.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.it.faults.FaultTrial;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.SideBySide;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A transaction that was told in SQL to be read only; JDBC's {@code setReadOnly} is in {@link TransactionsIT}. */
class ReadOnlyIT {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "POSTGRESQL | SET TRANSACTION READ ONLY",
        "POSTGRESQL | SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
        "POSTGRESQL | SET default_transaction_read_only = on",
        "MYSQL      | START TRANSACTION READ ONLY",
        "MYSQL      | SET SESSION TRANSACTION READ ONLY",
        "MARIADB    | START TRANSACTION READ ONLY",
        "MARIADB    | SET SESSION TRANSACTION READ ONLY",
        "SQLITE     | PRAGMA query_only = 1",
    })
    void asNatively(Database database, String readOnly) throws SQLException {
        assertThat(told(database, readOnly, false)).isEqualTo(told(database, readOnly, true));
    }

    private static List<String> told(Database database, String readOnly, boolean natively) throws SQLException {
        List<String> told = new ArrayList<>();
        try (Space space = Space.create(natively ? database.twin() : database)) {
            Schema schema = Schema.build(
                    FaultTrial.FAMILY, space, natively ? Schema.Keys.AS_WANTED : Schema.Keys.ABSENT);
            try (Connection connection = (natively
                                    ? space.enforcing()
                                    : Ours.withRelations(space.dataSource(), Map.of(), FaultTrial.FAMILY.keys()))
                            .getConnection();
                    Connection other = space.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                for (boolean begun : new boolean[] {false, true}) {
                    connection.setAutoCommit(false);
                    statement.execute(readOnly);
                    if (!begun) {
                        connection.commit();
                        connection.setAutoCommit(!readOnly.contains("SESSION") && !readOnly.contains("default"));
                    }
                    if (connection.getAutoCommit()) {
                        statement.execute(readOnly);
                    }
                    told.add("begun " + begun + ": " + error(statement, "DELETE FROM p WHERE id = 1"));
                    told.add(error(statement, "SELECT 1"));
                    connection.setAutoCommit(false);
                    connection.rollback();
                    assertThat(schema.content(other)).isEqualTo(told.get(told.size() - 2).endsWith("done")
                            ? FaultTrial.GONE.replace("other_work[]\n", "")
                            : schema.initial());
                    schema.fill();
                }
            }
        }
        return told;
    }

    private static String error(Statement statement, String sql) {
        try {
            if (sql.startsWith("SELECT")) {
                statement.execute(sql);
            } else {
                statement.executeUpdate(sql);
            }
            return "done";
        } catch (SQLException e) {
            return SideBySide.describe(e);
        }
    }
}

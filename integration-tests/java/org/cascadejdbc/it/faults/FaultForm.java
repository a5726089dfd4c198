package org.cascadejdbc.it.faults;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.cascadejdbc.it.support.Database;

/** The ways in which the fault tests delete the first parent. */
enum FaultForm {
    PLAIN(false) {
        @Override
        void delete(Connection connection, Statement statement) throws SQLException {
            statement.executeUpdate("DELETE FROM p WHERE id = 1");
        }
    },
    BATCH(false) {
        @Override
        void delete(Connection connection, Statement statement) throws SQLException {
            statement.addBatch("DELETE FROM p WHERE id = 98");
            statement.addBatch("DELETE FROM p WHERE id = 1");
            statement.executeBatch();
        }
    },
    RETURNING(false) {
        @Override
        void delete(Connection connection, Statement statement) throws SQLException {
            returning(statement);
        }
    },
    IN_TRANSACTION(true) {
        @Override
        void delete(Connection connection, Statement statement) throws SQLException {
            prepared(connection, 1);
        }
    },
    RETURNING_IN_TRANSACTION(true) {
        @Override
        void delete(Connection connection, Statement statement) throws SQLException {
            returning(statement);
        }
    };

    private final boolean inTransaction;

    FaultForm(boolean inTransaction) {
        this.inTransaction = inTransaction;
    }

    boolean inTransaction() {
        return inTransaction;
    }

    boolean isKnownTo(Database database) {
        return !name().startsWith("RETURNING") || !database.isMySql();
    }

    abstract void delete(Connection connection, Statement statement) throws SQLException;

    /** Does it all, on a connection that has {@link #prepare}d. */
    void run(Connection connection, Runnable committing) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (inTransaction) {
                statement.executeUpdate("INSERT INTO other_work VALUES (1)");
            }
            delete(connection, statement);
        }
        if (inTransaction) {
            committing.run();
            connection.commit();
        }
    }

    /** Reads the catalog, so that from now on the same messages are sent each time. */
    void prepare(Connection connection) throws SQLException {
        prepared(connection, 99);
        connection.setAutoCommit(!inTransaction);
    }

    private static void prepared(Connection connection, int id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM p WHERE id = ?")) {
            statement.setInt(1, id);
            statement.executeUpdate();
        }
    }

    private static void returning(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("DELETE FROM p WHERE id = 1 RETURNING id")) {
            rows.next();
        }
    }
}

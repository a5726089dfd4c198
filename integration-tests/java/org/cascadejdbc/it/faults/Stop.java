package org.cascadejdbc.it.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.cascadejdbc.it.support.Database;

/** What ends a DELETE that waits for another transaction. */
enum Stop {
    CANCEL {
        @Override
        void strike(Statement waiting, Connection other) throws SQLException {
            waiting.cancel();
        }
    },
    LOCK_TIMEOUT {
        @Override
        String setting(Database database) {
            return database.isMySql() ? "SET innodb_lock_wait_timeout = 1" : "SET lock_timeout = 50";
        }
    },
    STATEMENT_TIMEOUT {
        @Override
        String setting(Database database) {
            return "SET statement_timeout = 1000";
        }

        @Override
        String reset(Database database) {
            return "RESET statement_timeout";
        }

        @Override
        boolean isKnownTo(Database database) {
            return !database.isMySql();
        }
    },
    /** PostgreSQL's victim is who looks first, MySQL's who has written less. */
    DEADLOCK {
        @Override
        String setting(Database database) {
            return database.isMySql() ? "DO 0" : "SET deadlock_timeout = 1500";
        }

        @Override
        void strike(Statement waiting, Connection other) throws SQLException {
            try (Statement statement = other.createStatement()) {
                if (other.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
                    statement.execute("SET deadlock_timeout = 60000");
                }
                statement.execute("UPDATE p SET id = id WHERE id = 1");
            }
        }
    };

    /** What is said on the connection right before the DELETE. */
    String setting(Database database) {
        return database.isMySql() ? "DO 0" : "SELECT 0";
    }

    /** What is said right after it. */
    String reset(Database database) {
        return setting(database);
    }

    boolean isKnownTo(Database database) {
        return true;
    }

    /** Does something while the DELETE waits. */
    void strike(Statement waiting, Connection other) throws SQLException {}
}

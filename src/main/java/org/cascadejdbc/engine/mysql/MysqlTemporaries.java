package org.cascadejdbc.engine.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Optional;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.text.Shown;

/** Temporary tables of the session, which hide others of their names, and are in no catalog. */
final class MysqlTemporaries {
    private static final int CANNOT_REOPEN_TABLE = 1137;
    private static final String TEMPORARY = "CREATE TEMPORARY";

    private MysqlTemporaries() {}

    /** Whether that name means one, as a statement has it. */
    static boolean isOne(Connection connection, String asWritten) throws SQLException {
        String show = "SHOW CREATE TABLE " + asWritten;
        try (Statement statement = MysqlTexts.statement(connection, show);
                ResultSet row = statement.executeQuery(show)) {
            return row.next() && row.getString(2).startsWith(TEMPORARY);
        }
    }

    /** Which of these tables one hides. */
    static Optional<TableName> hiding(Connection connection, Collection<TableName> tables) throws SQLException {
        for (TableName table : tables) {
            if (isOne(connection, Quotes.BACKTICK.table(table))) {
                return Optional.of(table);
            }
        }
        return Optional.empty();
    }

    /** Fails as the server does of one that cannot be opened twice, if SHOW says of a table that it is one. */
    static void refuse(ResultSet definition) throws SQLException {
        if (definition.next() && definition.getString(2).startsWith(TEMPORARY)) {
            throw new SQLException(Shown.text("a temporary table of the name " + definition.getString(1)), "HY000", CANNOT_REOPEN_TABLE);
        }
    }
}

package org.cascadejdbc.driver;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.cascadejdbc.physical.Race;
import org.cascadejdbc.schema.TableName;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.AutoSave;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.jdbc.PreferQueryMode;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What PostgreSQL's own driver knows and JDBC has no method for; nothing where the connection is another driver's. */
public final class Pgjdbc {
    private Pgjdbc() {}

    /** Whether the connection is this driver's. */
    public static boolean isDrivers(Connection connection) throws SQLException {
        try {
            return Driver.isDrivers(connection);
        } catch (LinkageError absent) {
            return false;
        }
    }

    /** Whether a transaction is open, by the server's last word: no round trip. */
    public static Optional<Boolean> inTransaction(Connection connection) throws SQLException {
        try {
            return Driver.inTransaction(connection);
        } catch (LinkageError absent) {
            return Optional.empty();
        }
    }

    /** Whether a backslash in a literal escapes, by the server's last word: no round trip. */
    public static Optional<Boolean> backslashEscapes(Connection connection) throws SQLException {
        try {
            return Driver.backslashEscapes(connection);
        } catch (LinkageError absent) {
            return Optional.empty();
        }
    }

    /** The foreign key that the database reports as violated. */
    public static Optional<Race.Constraint> violated(SQLException e) {
        try {
            return Driver.violated(e);
        } catch (LinkageError absent) {
            return Optional.empty();
        }
    }

    /**
     * Whether a message may have several statements, of which more than one gives rows. Where binary transfer is forced, the
     * driver asks first what each gives, and takes the last one's columns for the first one's.
     */
    public static boolean joinsStatements(Connection connection) throws SQLException {
        try {
            return !Driver.forcesBinary(connection);
        } catch (LinkageError absent) {
            return true;
        }
    }

    /** Whether the entries of a batch are sent as messages of their own: each is a transaction then, if none is open. */
    public static boolean sendsBatchesSimply(Connection connection, boolean prepared) throws SQLException {
        try {
            return Driver.sendsBatchesSimply(connection, prepared);
        } catch (LinkageError absent) {
            return false;
        }
    }

    /**
     * Whether what the driver is asked to describe is executed, as all by simple queries: then {@code getMetaData} of a
     * DELETE deletes.
     */
    public static boolean executesWhatItDescribes(Connection connection) throws SQLException {
        try {
            return Driver.executesWhatItDescribes(connection);
        } catch (LinkageError absent) {
            return false;
        }
    }

    /** The same error, with another position in the statement, or none; itself where it has none. */
    public static SQLException at(SQLException e, IntUnaryOperator position) {
        try {
            return Driver.at(e, position);
        } catch (LinkageError absent) {
            return e;
        }
    }

    /**
     * Takes {@code autosave=always} away from the driver until what is returned is run: then nobody but us makes savepoints,
     * and going back after a failure is ours, too. The driver's own are no help to several statements that belong together:
     * after an error it goes back over one of them, and with {@code cleanupSavepoints} it releases ours with its own.
     *
     * @return what gives it back; empty where the driver has no such setting
     */
    public static Optional<Runnable> takeAutosave(Connection connection) throws SQLException {
        try {
            return Driver.takeAutosave(connection);
        } catch (LinkageError absent) {
            return Optional.empty();
        }
    }

    /** Apart, since it can only be loaded where the driver is. */
    private static final class Driver {
        private static final String FORCE_BINARY = "org.postgresql.forceBinary";

        static boolean isDrivers(Connection connection) throws SQLException {
            return connection.isWrapperFor(PGConnection.class);
        }

        static Optional<Boolean> inTransaction(Connection connection) throws SQLException {
            return connection.isWrapperFor(BaseConnection.class)
                    ? Optional.of(connection.unwrap(BaseConnection.class).getTransactionState() != TransactionState.IDLE)
                    : Optional.empty();
        }

        static Optional<Boolean> backslashEscapes(Connection connection) throws SQLException {
            return connection.isWrapperFor(BaseConnection.class)
                    ? Optional.of(!connection.unwrap(BaseConnection.class).getStandardConformingStrings())
                    : Optional.empty();
        }

        /** The three ways to say so for the statements that a connection makes; each is looked at as late as now. */
        static boolean forcesBinary(Connection connection) throws SQLException {
            if (!connection.isWrapperFor(PgConnection.class)) {
                return false;
            }
            PgConnection own = connection.unwrap(PgConnection.class);
            return own.getForceBinary() || own.getPrepareThreshold() < 0 || Boolean.getBoolean(FORCE_BINARY);
        }

        static Optional<Runnable> takeAutosave(Connection connection) throws SQLException {
            if (!connection.isWrapperFor(PGConnection.class)) {
                return Optional.empty();
            }
            PGConnection own = connection.unwrap(PGConnection.class);
            if (own.getAutosave() != AutoSave.ALWAYS) {
                return Optional.empty();
            }
            own.setAutosave(AutoSave.NEVER);
            return Optional.of(() -> own.setAutosave(AutoSave.ALWAYS));
        }

        static SQLException at(SQLException e, IntUnaryOperator position) {
            ServerErrorMessage told = e instanceof PSQLException own ? own.getServerErrorMessage() : null;
            if (told == null || told.getPosition() == 0) {
                return e;
            }
            int at = position.applyAsInt(told.getPosition());
            String hint = told.getHint();
            StringBuilder fields = new StringBuilder();
            field(fields, 'S', told.getSeverity());
            field(fields, 'C', told.getSQLState());
            field(fields, 'M', told.getMessage());
            field(fields, 'D', told.getDetail());
            field(fields, 'H', hint != null && hint.contains("cascade_") ? null : hint); // it would suggest a name of ours
            field(fields, 'P', at == 0 ? null : String.valueOf(at));
            field(fields, 'W', told.getWhere());
            field(fields, 's', told.getSchema());
            field(fields, 't', told.getTable());
            field(fields, 'c', told.getColumn());
            field(fields, 'd', told.getDatatype());
            field(fields, 'n', told.getConstraint());
            field(fields, 'F', told.getFile());
            field(fields, 'L', told.getLine() == 0 ? null : String.valueOf(told.getLine()));
            field(fields, 'R', told.getRoutine());
            boolean detailed = told.toString().equals(e.getMessage());
            PSQLException same = new PSQLException(new ServerErrorMessage(fields.toString()), detailed);
            same.setStackTrace(e.getStackTrace());
            same.setNextException(e.getNextException());
            for (Throwable suppressed : e.getSuppressed()) {
                same.addSuppressed(suppressed);
            }
            return same;
        }

        private static void field(StringBuilder fields, char name, String value) {
            if (value != null) {
                fields.append(name).append(value).append('\0');
            }
        }

        static PreferQueryMode mode(Connection connection) throws SQLException {
            return connection.isWrapperFor(PGConnection.class)
                    ? connection.unwrap(PGConnection.class).getPreferQueryMode()
                    : PreferQueryMode.EXTENDED;
        }

        static boolean executesWhatItDescribes(Connection connection) throws SQLException {
            return mode(connection) == PreferQueryMode.SIMPLE;
        }

        static boolean sendsBatchesSimply(Connection connection, boolean prepared) throws SQLException {
            PreferQueryMode mode = mode(connection);
            return mode == PreferQueryMode.SIMPLE || (mode == PreferQueryMode.EXTENDED_FOR_PREPARED && !prepared);
        }

        static Optional<Race.Constraint> violated(SQLException e) {
            boolean refused = "23503".equals(e.getSQLState()) || "23001".equals(e.getSQLState());
            ServerErrorMessage message = refused && e instanceof PSQLException own ? own.getServerErrorMessage() : null;
            return message == null || message.getConstraint() == null
                    ? Optional.empty()
                    : Optional.of(new Race.Constraint(
                            new TableName(message.getSchema(), message.getTable()), message.getConstraint()));
        }
    }
}

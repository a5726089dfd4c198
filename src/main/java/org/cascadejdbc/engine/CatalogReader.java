package org.cascadejdbc.engine;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import org.cascadejdbc.physical.Failure;
import org.cascadejdbc.physical.SessionContext;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.QualifiedName;

/** What names mean in a session of a database, and which tables and keys there are. */
public interface CatalogReader {
    /**
     * Reads what decides on the connection what a statement means.
     *
     * @param session the connection's; {@link SessionStatements#identity} is for what only it sees
     */
    SessionContext sessionContext(SessionStatements session) throws SQLException;

    /**
     * The session context now, for tables that were found in that one: looked at again only where that costs no round
     * trip.
     */
    default SessionContext verified(SessionStatements session, SessionContext known) throws SQLException {
        return known;
    }

    /** Reads tables and keys of all schemas, in a number of queries that does not depend on theirs. */
    KeyGraph readCatalog(Connection connection, SessionContext sessionContext) throws SQLException;

    /** Whether what was read is not enough to be used in that session context: then it is read again. */
    default boolean isOutdated(KeyGraph declared, SessionContext sessionContext) {
        return false;
    }

    /** The keys of a catalog that was read in such a session context, as the session lets the database enforce them. */
    default KeyGraph inForce(KeyGraph declared, SessionContext sessionContext) {
        return switch (sessionContext.keys()) {
            case ENFORCED -> declared;
            case IGNORED -> declared.withoutEnforcement();
            case SWITCHED_OFF -> declared.switchedOff();
        };
    }

    /** Why keys rest in such a session context, as a clause. */
    String whyResting(SessionContext sessionContext);

    /**
     * Whether in DDL a referenced table without a schema means one beside the referencing table. So on MySQL, shown by
     * the scenario "children in another schema", and on SQLite, where no key leaves its database.
     */
    default boolean keysStayInSchema() {
        return true;
    }

    /** Whether {@link #isTemporary} is to be asked always: where that costs nothing, and such tables come before others. */
    default boolean tellsTemporaryTables() {
        return false;
    }

    /**
     * Whether that name means a temporary table, which is not in the catalog; asked where the session made some.
     *
     * @param asWritten the same name as the statement has it
     */
    default boolean isTemporary(Connection connection, QualifiedName name, String asWritten) throws SQLException {
        return false;
    }

    /** Whether that name means a view that is in no catalog, a temporary one; asked where the session made some. */
    default boolean isTemporaryView(Connection connection, QualifiedName name) throws SQLException {
        return false;
    }

    /** The oid, or whatever {@link Table#id} is, of what that name means now; 0 for none. */
    default long idOf(Connection connection, QualifiedName name) throws SQLException {
        return 0;
    }

    /** Which of these tables a temporary one of the same name hides in this session. */
    default Optional<TableName> hidden(Connection connection, Collection<TableName> tables) throws SQLException {
        return Optional.empty();
    }

    /** Fails with an error {@link Failure.Kind#HIDDEN_TABLE of a hidden table} if what SHOW says of a table says that it is temporary. */
    default void refuseHidden(ResultSet definition) throws SQLException {
        throw new UnsupportedOperationException();
    }
}

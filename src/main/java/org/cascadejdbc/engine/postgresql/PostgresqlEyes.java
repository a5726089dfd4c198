package org.cascadejdbc.engine.postgresql;

import org.cascadejdbc.physical.SessionContext;

/**
 * With whose eyes PostgreSQL's catalog is read: who may own a table that statements of ours touch depends on who could lose by
 * it ({@link PostgresqlStrangers}). A {@link SessionContext#catalogVersion}.
 *
 * @param login the user as the driver has logged in, whom {@code RESET SESSION AUTHORIZATION} leads back to; it need not be a
 *     role of the server's where something between it and the driver logs in
 * @param user {@code session_user}, whom {@code RESET ROLE} leads back to, whatever the role is now
 * @param replica whether {@code session_replication_role} is replica, which says what triggers act
 */
record PostgresqlEyes(String login, String user, boolean replica) {
    /** Whose that session context is. */
    static PostgresqlEyes of(SessionContext sessionContext) {
        return (PostgresqlEyes) sessionContext.catalogVersion();
    }
}

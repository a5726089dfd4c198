package org.cascadejdbc.engine.postgresql;

import java.util.List;
import org.cascadejdbc.physical.SessionContext;

/**
 * With whose eyes PostgreSQL's catalog is read: who may own a table that statements of ours touch depends on who could lose by
 * it ({@link PostgresqlStrangers}). A {@link SessionContext#catalogVersion}.
 *
 * @param login the user as the driver has logged in, whom {@code RESET SESSION AUTHORIZATION} leads back to; it need not be a
 *     role of the server's where something between it and the driver logs in
 * @param user {@code session_user}, whom {@code RESET ROLE} leads back to, whatever the role is now
 * @param replica whether {@code session_replication_role} is replica, which says what triggers act
 * @param guests the other roles that have a table, a view or a type in the session's temporary schema: these are found before all
 *     others, so what such a role has put there may run where a function means another one
 */
record PostgresqlEyes(String login, String user, boolean replica, List<String> guests) {
    /** {@link #guests}: usually there is no such schema, and nothing to look at. */
    static final String GUESTS = PostgresqlText.ofTheServer("ARRAY(SELECT DISTINCT r.rolname FROM pg_catalog.pg_depend d "
            + "LEFT JOIN pg_catalog.pg_class c ON c.tableoid = d.classid AND c.oid = d.objid "
            + "LEFT JOIN pg_catalog.pg_type t ON t.tableoid = d.classid AND t.oid = d.objid "
            + "JOIN pg_catalog.pg_roles r ON r.oid = c.relowner OR r.oid = t.typowner "
            + "WHERE d.refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass::pg_catalog.oid "
            + "AND d.refobjid = pg_catalog.pg_my_temp_schema() AND r.rolname <> session_user ORDER BY r.rolname)");

    PostgresqlEyes {
        guests = List.copyOf(guests);
    }

    /** Whose that session context is. */
    static PostgresqlEyes of(SessionContext sessionContext) {
        return (PostgresqlEyes) sessionContext.catalogVersion();
    }
}

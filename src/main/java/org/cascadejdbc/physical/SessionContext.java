package org.cascadejdbc.physical;

import org.cascadejdbc.schema.SearchPath;
import org.cascadejdbc.sql.Lexis;

/**
 * What decides on a connection what a statement means and does. Equal values mean the same, unless the schema was
 * changed in between.
 *
 * @param lexis the lexical rules as the session has them
 * @param searchPath where a name without a schema is looked for
 * @param keys whether the session lets the database enforce keys at all: SQLite's {@code foreign_keys}, MySQL's
 *     {@code foreign_key_checks}, PostgreSQL's {@code session_replication_role}
 * @param catalogVersion equal for sessions that see the same state of the same catalog
 */
public record SessionContext(Lexis lexis, SearchPath searchPath, Keys keys, Object catalogVersion) {
    /** What a session lets the database do about keys. */
    public enum Keys {
        ENFORCED,
        /** Nothing, because that is how the database begins: nobody has wished for it. */
        IGNORED,
        /** Nothing, because somebody said so. */
        SWITCHED_OFF;

        public static Keys of(boolean enforced) {
            return enforced ? ENFORCED : SWITCHED_OFF;
        }
    }

    public boolean keysEnforced() {
        return keys == Keys.ENFORCED;
    }
}

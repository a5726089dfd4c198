package org.cascadejdbc.sql;

import java.util.List;
import java.util.Set;

/** What a statement is, as far as cascades are concerned. */
public sealed interface Recognition {
    /** Cannot delete a row of a table and changes nothing that we remember. */
    record Other() implements Recognition {
        public static final Other INSTANCE = new Other();
    }

    /**
     * Changes what was read before.
     *
     * @param schema whether it may change the schema, for all sessions; else only what names and keys mean in this one
     */
    record Definition(boolean schema) implements Recognition {
        public static final Definition SCHEMA = new Definition(true);
        public static final Definition SESSION = new Definition(false);
    }

    /**
     * A statement that deletes and was understood to its last token.
     *
     * @param parts its DELETEs: one, which is all there is, or on PostgreSQL those among its WITH queries and behind them
     */
    record Delete(List<DeleteStatement> parts) implements Recognition {
        public Delete {
            parts = List.copyOf(parts);
        }
    }

    /**
     * May delete rows, in a form that is not carried out. It concerns a table when it names that table, so
     * all identifiers are given; where even those could not be made out, {@code anything} is true.
     *
     * @param form what it is, for the error: "DELETE with RETURNING", "TRUNCATE", "several statements in one string"
     * @param identifiers every identifier in the text, without quotes, in lower case
     * @param anything whether it may concern any table, because its identifiers could not be trusted
     * @param definition whether it changes the schema as well
     */
    record Unclear(String form, Set<String> identifiers, boolean anything, boolean definition) implements Recognition {
        public Unclear {
            identifiers = Set.copyOf(identifiers);
        }
    }
}

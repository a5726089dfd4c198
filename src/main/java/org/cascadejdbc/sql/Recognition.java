package org.cascadejdbc.sql;

import java.util.List;

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
     * A TRUNCATE understood to its last token: it deletes all rows, and never those that reference them.
     *
     * @param tables those that it names
     * @param cascade whether the database truncates the referencing tables with them
     */
    record Truncate(List<TruncatedTable> tables, boolean cascade) implements Recognition {
        public Truncate {
            tables = List.copyOf(tables);
        }
    }

    /**
     * May delete rows, in a form that is not carried out.
     *
     * @param form what it is, for the error: "DELETE with RETURNING", "REPLACE", "several statements in one string"
     * @param advice what to do instead, for the error: "write it as …"
     * @param tables which tables it may delete from
     * @param definition whether it changes the schema as well
     */
    record Unclear(String form, String advice, Mentions tables, boolean definition) implements Recognition {}
}

package org.cascadejdbc.engine.freezing;

import org.cascadejdbc.physical.Quotes;

/**
 * The words of a query that goes from the rows to go over {@code q}, the rows themselves, to the rows {@code r} that
 * reference them.
 *
 * @param doomed what has the rows to go, where others are looked for
 * @param join joins them, in that order
 * @param lockedToWrite at the end of such a query, of which rows {@code r} will be deleted or updated
 * @param lockedToRead at the end of such a query, where rows {@code r} only are to stay as they are
 */
public record QueryWords(Quotes quotes, String doomed, String join, String lockedToWrite, String lockedToRead) {
    /** The name of the query that has the rows to go, where it is one. */
    public static final String DOOMED = "cascade_doomed";

    /** Where nothing needs to be locked. */
    public static QueryWords withoutLocks(Quotes quotes, String join) {
        return new QueryWords(quotes, DOOMED, join, "", "");
    }
}

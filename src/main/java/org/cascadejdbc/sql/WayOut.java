package org.cascadejdbc.sql;

/** What to do instead of a form that is not carried out, one sentence for each, as it ends an error's message. */
final class WayOut {
    static final String PLAIN_DELETE = "write it as DELETE FROM table [AS alias] [WHERE …]";
    static final String OF_ITS_OWN = "execute the DELETE as a statement of its own: DELETE FROM table [WHERE …]";
    static final String ONE_AT_A_TIME = "execute the statements one at a time";
    static final String WITHOUT_COMMENT = "write it without that comment, or with the comment's content in its place";
    static final String PLAIN_IDENTIFIERS = "write the identifiers as they are, without escapes";
    static final String PLAIN_TRUNCATE = "write it as TRUNCATE table [, …], or as DELETE FROM table";
    static final String MERGE = "write the MERGE without its DELETE, and DELETE FROM table WHERE … beside it";
    static final String COPY = "execute DELETE FROM table WHERE … as a statement of its own, after a COPY (SELECT …)";
    static final String EXPLAIN = "EXPLAIN it without ANALYZE, which executes it";
    static final String PREPARE = "prepare it with Connection.prepareStatement instead of in SQL";
    static final String DO = "execute the body's DELETE as a statement of its own: DELETE FROM table [WHERE …]";
    static final String PARTITION = "write it as DELETE FROM table WHERE …, with the partition's range";
    static final String ASCII = "write it without that character, with its values as parameters, or connect with "
            + "characterEncoding=UTF-8 and leave it at that";
    static final String WITHOUT_ESCAPES = "write out what the driver makes of them";
    static final String COMPLETE = "write it to its end";

    private WayOut() {}

    /** Of REPLACE, which deletes the rows that are in the way. */
    static String replace(Lexis lexis) {
        return lexis.has(SqlFeature.ON_DUPLICATE_KEY)
                ? "write it as INSERT … ON DUPLICATE KEY UPDATE …, which changes the row that is there"
                : "write it as INSERT … ON CONFLICT (…) DO UPDATE SET …, which changes the row that is there";
    }

    /** Of LOAD DATA … REPLACE. */
    static String load() {
        return "load into a table of its own, and from there by INSERT … SELECT … ON DUPLICATE KEY UPDATE …";
    }

    /** Of UPDATE OR REPLACE, whose row moves onto that of another. */
    static String updateOrReplace() {
        return "DELETE the rows that are in the way first, then UPDATE without OR REPLACE";
    }
}

package org.cascadejdbc.engine.sqlite;

import java.util.List;
import java.util.regex.Pattern;
import org.cascadejdbc.physical.Own;

/**
 * SQLite's function changes(), how many rows the last INSERT, UPDATE or DELETE has changed by itself. After a cascade it tells
 * of a statement of ours, unless others are sent that have it tell what it told natively.
 */
final class SqliteChanges {
    /** Not {@code total_changes}, which counts what keys and triggers change, too. */
    private static final Pattern ASKED = Pattern.compile("(?i)\\bchanges\\b");

    /** Or may: it tells the same until the next of these. */
    private static final Pattern CHANGES = Pattern.compile("(?i)\\b(?:insert|update|delete|replace)\\b");

    /** Which nobody else can have made. */
    private static final String TABLE = SqliteFrozenTable.BEGIN + "changes_" + Own.SUFFIX;

    private SqliteChanges() {}

    static boolean areKept(String sql) {
        return !CHANGES.matcher(sql).find();
    }

    /** WITHOUT ROWID, so that last_insert_rowid() stays what it was. */
    static List<String> telling(long rows, String sql) {
        if (!ASKED.matcher(sql).find()) {
            return List.of();
        }
        return List.of(
                "CREATE TEMP TABLE IF NOT EXISTS " + TABLE + " (n INTEGER PRIMARY KEY) WITHOUT ROWID",
                "INSERT INTO temp." + TABLE + " WITH RECURSIVE counted (n) AS (SELECT 1 WHERE " + rows + " > 0 UNION ALL "
                        + "SELECT n + 1 FROM counted WHERE n < " + rows + ") SELECT n FROM counted",
                "DELETE FROM temp." + TABLE);
    }
}

package org.cascadejdbc.engine.mysql;

import java.util.List;
import java.util.regex.Pattern;
import org.cascadejdbc.engine.mysql.MysqlSyntax.Setting;
import org.cascadejdbc.physical.Own;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.schema.TableName;

/**
 * MySQL's functions ROW_COUNT(), what the last statement has changed, and FOUND_ROWS(), which is 1 after any DELETE. After a
 * cascade they tell of a statement of ours, unless others are sent that have them tell what they told natively.
 */
final class MysqlRowCount {
    /** Also in what was prepared under a name. */
    private static final Pattern ASKED = Pattern.compile("(?i)row_count|found_rows|\\bexecute\\b");

    private static final Quotes Q = Quotes.BACKTICK;

    private final MysqlSyntax syntax;

    MysqlRowCount(MysqlSyntax syntax) {
        this.syntax = syntax;
    }

    /**
     * @param rows -1 of a DELETE that has failed, as the function tells it
     * @param near where a temporary table may be made
     */
    List<String> telling(long rows, TableName near, String sql) {
        if (!ASKED.matcher(sql).find()) {
            return List.of();
        }
        if (rows < 0) {
            return List.of("SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the last DELETE has failed'");
        }
        if (rows == 0) {
            return List.of("DO 0");
        }
        if (rows == 1) {
            return List.of("SELECT 1 LIMIT 1 INTO @cascade_jdbc_matched");
        }
        String table = Q.id(near.schema()) + ".cascade_jdbc_count_" + Own.SUFFIX; // it stays: dropping it would tell 0 to the one after
        return List.of(
                "CREATE TEMPORARY TABLE IF NOT EXISTS " + table + " (n BIGINT PRIMARY KEY)" + MysqlTemporaryTable.ENGINE,
                syntax.with("INSERT IGNORE INTO " + table + " WITH RECURSIVE counted (n) AS (SELECT 1 "
                        + "UNION ALL SELECT n + 1 FROM counted WHERE n < " + rows + ") SELECT n FROM counted"
                        + MysqlSyntax.EVERY_ROW, Setting.ENDLESS, Setting.BIG),
                "DELETE FROM " + table + " LIMIT " + rows);
    }
}

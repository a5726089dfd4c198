package org.cascadejdbc.engine.mysql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cascadejdbc.engine.mysql.MysqlSyntax.Setting;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.physical.RowNumbers;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Table;

/**
 * SET NULL and SET DEFAULT on MySQL: nothing else in the row changes, as in a native key's.
 *
 * <p>A column that sets itself ({@code ON UPDATE CURRENT_TIMESTAMP}) is assigned its own value. The server writes such
 * values of an UPDATE with a join down on the way, as the local times that the session reads: which are other instants in
 * the hour that comes twice, and none where they are zero. Then the UPDATE fails, and all is done again
 * {@code carefully}: in a time zone without such an hour, with dates as they are. Not always, as triggers would see it.
 */
final class MysqlUpdates {
    private static final Quotes Q = Quotes.BACKTICK;
    private final RowNumbers numbers;
    private final MysqlRows rows;
    private final String frozen;
    private final Texts texts;

    /**
     * How its texts are to be.
     *
     * @param safely whether the session has {@code sql_safe_updates}
     */
    record Texts(MysqlSyntax syntax, boolean carefully, boolean safely) {}

    MysqlUpdates(RowNumbers numbers, MysqlRows rows, String frozen, Texts texts) {
        this.numbers = numbers;
        this.rows = rows;
        this.frozen = frozen;
        this.texts = texts;
    }

    /** Whether rows of that table may have values that are only kept carefully. */
    static boolean mayFail(Table table) {
        return table.columns().stream().anyMatch(MysqlType::setsItself);
    }

    /** An UPDATE of rows {@code r} of that table. */
    String of(Table table, String from, Map<String, String> assignments, String condition) {
        Map<String, String> all = new LinkedHashMap<>(assignments);
        List<Column> kept = table.columns().stream()
                .filter(column -> MysqlType.setsItself(column) && !assignments.containsKey(column.name()))
                .toList();
        kept.forEach(column -> all.put(column.name(), value(column)));
        String lossless = texts.carefully()
                ? ""
                : kept.stream()
                        .filter(column -> MysqlType.of(column).isTimestamp())
                        .map(column -> " AND " + keepsItsInstant(value(column)))
                        .collect(Collectors.joining());
        String update = "UPDATE " + from + " SET "
                + all.entrySet().stream()
                        .map(entry -> "r." + Q.id(entry.getKey()) + " = " + entry.getValue())
                        .collect(Collectors.joining(", "))
                + " WHERE " + condition + lossless;
        return texts.carefully() && !kept.isEmpty()
                ? texts.syntax().changing(update, texts.safely(), Setting.BIG, Setting.UTC, Setting.ANY_DATE)
                : texts.syntax().changing(update, texts.safely(), Setting.BIG);
    }

    private static String value(Column column) {
        return "r." + Q.id(column.name());
    }

    /** True, or an error. */
    private String keepsItsInstant(String value) {
        String seconds = "UNIX_TIMESTAMP(" + value + ")";
        return "IF(" + value + " IS NULL OR (" + seconds + " > 0 AND UNIX_TIMESTAMP(FROM_UNIXTIME(" + seconds + ")) = "
                + seconds + "), TRUE, " + texts.syntax().failure(MysqlIdentity.FAILED) + ")";
    }

    /**
     * In the order of the keys: where two of them set a column, the later one does.
     *
     * @param joined what follows the rows {@code w} that are updated
     */
    String together(Table table, List<ForeignKey> keys, String joined) {
        List<Integer> nodes = keys.stream().map(numbers::ofUpdate).toList();
        Map<String, String> assignments = new LinkedHashMap<>();
        for (ForeignKey key : keys) {
            String updated = "w.u" + keys.indexOf(key);
            for (String column : key.setColumns()) {
                String otherwise = assignments.getOrDefault(column, "r." + Q.id(column));
                String set = key.action() == ReferentialAction.SET_NULL
                        ? "NULL"
                        : new MysqlDefaults().toCompare(table, column, "r");
                assignments.put(column, "CASE WHEN " + updated + " THEN " + set + " ELSE " + otherwise + " END");
            }
        }
        List<String> selected = new ArrayList<>();
        int columns = rows.identifying(table).size();
        IntStream.range(0, columns).forEach(i -> selected.add(rows.written().column(table, i)));
        String identity = String.join(", ", selected);
        IntStream.range(0, keys.size()).forEach(i -> selected.add("MAX(n.node = " + nodes.get(i) + ") AS u" + i));
        String updated = "(SELECT " + String.join(", ", selected) + " FROM " + frozen + " AS n WHERE "
                + RowNumbers.among("n", nodes) + " GROUP BY " + identity + ") AS w";
        return of(table, updated + " " + joined, assignments, "TRUE");
    }
}

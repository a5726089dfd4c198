package org.cascadejdbc.engine.sqlite;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cascadejdbc.engine.freezing.RowIdentity;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.schema.Table;

/** Rows are identified by rowid, or by the primary key of a table WITHOUT ROWID: by so many columns as the widest has. */
final class SqliteRows implements RowIdentity {
    private static final Quotes Q = Quotes.DOUBLE;

    private final int width;

    SqliteRows(int width) {
        this.width = width;
    }

    @Override
    public List<String> values(Table table, String alias) {
        return valuesOf(table, alias);
    }

    static List<String> valuesOf(Table table, String alias) {
        return table.rowKey().stream().map(column -> alias + "." + Q.id(column)).toList();
    }

    @Override
    public String row(int number, Table table, String alias) {
        List<String> values = values(table, alias);
        return number + ", " + columns(i -> i < values.size() ? values.get(i) : "0");
    }

    /** The user's query for rows of that table, with a number and as many columns. */
    String rows(int number, Table table, String query) {
        return "SELECT " + number + ", t.*" + ", 0".repeat(width - table.rowKey().size()) + " FROM (" + query + "\n) AS t";
    }

    @Override
    public String is(Table table, String written, String alias) {
        List<String> values = values(table, alias);
        return IntStream.range(0, values.size())
                .mapToObj(i -> values.get(i) + " = " + written + "." + column(i))
                .collect(Collectors.joining(" AND "));
    }

    @Override
    public String columns() {
        return columns(SqliteRows::column);
    }

    private String columns(IntFunction<String> column) {
        return IntStream.range(0, width).mapToObj(column).collect(Collectors.joining(", "));
    }

    /** That of a row which is written down. */
    static String column(int i) {
        return "k" + i;
    }

    @Override
    public boolean has(Table table, String column) {
        return table.rowKey().contains(column) || SqliteRowId.is(table, List.of(column));
    }

    /** The columns of a row, as the left side of IN. */
    static String value(List<String> values) {
        return values.size() == 1 ? values.get(0) : "(" + String.join(", ", values) + ")";
    }
}

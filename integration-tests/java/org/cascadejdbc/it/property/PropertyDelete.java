package org.cascadejdbc.it.property;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A generated DELETE in neutral SQL.
 *
 * @param predicate {@code null} for the whole table
 * @param parameters of each entry of a batch; of the only one otherwise
 */
record PropertyDelete(String table, String predicate, List<List<Integer>> parameters, Way way, boolean inTransaction) {
    /** How it is executed. */
    enum Way {
        STATEMENT,
        PREPARED,
        BATCH
    }

    String sql() {
        return "DELETE FROM {" + table + "}" + (predicate == null ? "" : " WHERE " + predicate);
    }

    String sql(List<Integer> values) {
        return literal(sql(), values);
    }

    /** The numbers of the rows that an entry matches. */
    String matching(List<Integer> values) {
        String from = "SELECT {n} FROM {" + table + "}";
        return predicate == null ? from : literal(from + " WHERE " + predicate, values);
    }

    private static String literal(String sql, List<Integer> values) {
        String text = sql;
        for (Integer value : values) {
            text = text.replaceFirst("\\?", value.toString());
        }
        return text;
    }

    @Override
    public String toString() {
        return parameters.stream().map(this::sql).collect(Collectors.joining("; ")) + "  -- " + way
                + (inTransaction ? " in a transaction" : " in autocommit");
    }
}

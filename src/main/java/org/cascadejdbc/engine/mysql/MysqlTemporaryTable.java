package org.cascadejdbc.engine.mysql;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.schema.Table;

/**
 * The temporary table in which rows are written down. It is made by CREATE TEMPORARY TABLE … AS, which is no implicit commit
 * (manual: "Statements That Cause an Implicit Commit") and gives its columns the types and collations of the keys that they
 * hold. It has columns of its own for each table; empty queries give them their types, there and in the first part of the
 * recursive query (a join would be limited to 61 tables). Its engine is named, as the session's {@code default_tmp_storage_engine}
 * may be one that keeps nothing (BLACKHOLE), or what a savepoint has undone.
 *
 * @param name as statements have it
 */
public record MysqlTemporaryTable(String name, MysqlRows rows) {
    static final String ENGINE = " ENGINE = InnoDB";

    private static final Quotes Q = Quotes.BACKTICK;

    /**
     * The statement that makes it.
     *
     * @param definition what it has besides the columns that its queries give it
     * @param counters its first two columns, as a select list
     * @param opened tables that its queries have twice
     */
    public String create(String definition, String counters, Iterable<Table> opened) {
        String typed = rows.tables().stream()
                .map(table -> "SELECT " + counters + ", " + rows.written().of(table, "t") + " FROM " + Q.table(table.name())
                        + " AS t" + rows.only(table) + " WHERE FALSE UNION ")
                .collect(Collectors.joining());
        StringBuilder twice = new StringBuilder();
        opened.forEach(table -> twice.append(empty()).append(Q.table(table.name())).append(" AS t").append(rows.only(table)).append(", ")
                .append(Q.table(table.name())).append(" AS u").append(rows.only(table)).append(" WHERE FALSE UNION "));
        // The last query lets all columns be NULL, also where there is one table alone.
        return "CREATE TEMPORARY TABLE " + name + definition + ENGINE + " AS " + typed + twice + empty() + "DUAL WHERE FALSE";
    }

    private String empty() {
        return "SELECT 0, 0, " + rows.written().of(Map.of()) + " FROM ";
    }

    /** The statement that takes it away, if it is there. */
    public List<String> drop() {
        return List.of("DROP TEMPORARY TABLE IF EXISTS " + name);
    }
}

package org.cascadejdbc.dialect;

import static org.cascadejdbc.dialect.PostgresqlConditions.rowsOf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Table;

/** SET NULL and SET DEFAULT in a PostgreSQL cascade: one UPDATE a table, for a statement changes a row only once. */
final class PostgresqlUpdates {
    private static final Quotes Q = Quotes.DOUBLE;

    private final CascadePlan plan;
    private final KeyGraph graph;
    private final PostgresqlConditions rows;

    PostgresqlUpdates(CascadePlan plan, KeyGraph graph, PostgresqlConditions rows) {
        this.plan = plan;
        this.graph = graph;
        this.rows = rows;
    }

    /** The UPDATEs. */
    List<String> statements() {
        Map<Table, List<ForeignKey>> byTable = new LinkedHashMap<>();
        plan.updates().forEach(key -> byTable
                .computeIfAbsent(graph.table(key.referencing()), table -> new ArrayList<>())
                .add(key));
        List<String> statements = new ArrayList<>();
        byTable.forEach((table, keys) -> {
            Set<String> columns = new LinkedHashSet<>();
            keys.forEach(key -> columns.addAll(key.setColumns()));
            String set = columns.stream()
                    .map(column -> Q.id(column) + " = " + newValue(table, column, keys))
                    .collect(Collectors.joining(", "));
            statements.add("UPDATE " + rowsOf(table, "r") + " SET " + set + " WHERE ("
                    + keys.stream().map(key -> rows.references(key, "r")).collect(Collectors.joining(" OR "))
                    + ") AND (" + rows.doomed(table, "r") + ") IS NOT TRUE");
        });
        return statements;
    }

    private String newValue(Table table, String column, List<ForeignKey> keys) {
        if (keys.size() == 1) {
            return value(table, column, keys.get(0));
        }
        StringBuilder cases = new StringBuilder("CASE");
        for (ReferentialAction action : List.of(ReferentialAction.SET_NULL, ReferentialAction.SET_DEFAULT)) {
            for (ForeignKey key : keys) {
                if (key.action() == action && key.setColumns().contains(column)) {
                    cases.append(" WHEN ").append(rows.references(key, "r")).append(" THEN ");
                    cases.append(value(table, column, key));
                }
            }
        }
        return cases.append(" ELSE r.").append(Q.id(column)).append(" END").toString();
    }

    /** What that key sets that column to. */
    static String value(Table table, String column, ForeignKey key) {
        String expression = table.column(column).orElseThrow().defaultExpression();
        return key.action() == ReferentialAction.SET_NULL || expression == null ? "NULL" : "(" + expression + ")";
    }
}

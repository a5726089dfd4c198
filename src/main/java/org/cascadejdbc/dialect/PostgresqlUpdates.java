package org.cascadejdbc.dialect;

import static org.cascadejdbc.dialect.PostgresqlConditions.rowsOf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Table;

/**
 * SET NULL and SET DEFAULT in a PostgreSQL cascade: one UPDATE a table, for a statement changes a row only once.
 *
 * <p>Where one key alone changes rows of a table, it is the UPDATE of a native key: the server itself puts the default
 * in, of whatever kind that is, and for each row anew. What came of it is returned, for the checks to look at.
 */
final class PostgresqlUpdates {
    private static final Quotes Q = Quotes.DOUBLE;

    private final CascadePlan plan;
    private final PostgresqlConditions rows;
    private final Map<Table, List<ForeignKey>> byTable = new LinkedHashMap<>();

    PostgresqlUpdates(CascadePlan plan, KeyGraph graph, PostgresqlConditions rows) {
        this.plan = plan;
        this.rows = rows;
        plan.updates().forEach(key -> byTable
                .computeIfAbsent(graph.table(key.referencing()), table -> new ArrayList<>())
                .add(key));
    }

    /** The UPDATEs, as queries of a WITH. */
    List<String> queries() {
        List<String> queries = new ArrayList<>();
        byTable.forEach((table, keys) -> {
            Set<String> columns = new LinkedHashSet<>();
            keys.forEach(key -> columns.addAll(key.setColumns()));
            String set = columns.stream()
                    .map(column -> Q.id(column) + " = " + newValue(table, column, keys))
                    .collect(Collectors.joining(", "));
            queries.add(name(table) + " AS (UPDATE " + rowsOf(table, "r") + " SET " + set + " WHERE ("
                    + keys.stream().map(key -> rows.references(key, "r")).collect(Collectors.joining(" OR "))
                    + ") AND (" + rows.doomed(table, "r") + ") IS NOT TRUE" + returning(keys) + ")");
        });
        return queries;
    }

    /**
     * The name of the query whose rows are those that the key has changed, as they are now, with the columns of all keys
     * that it has an effect on; empty where other keys change rows of the table, too.
     */
    Optional<String> changedRows(ForeignKey update) {
        return byTable.entrySet().stream()
                .filter(entry -> entry.getValue().equals(List.of(update)))
                .map(entry -> name(entry.getKey()))
                .findFirst();
    }

    private String name(Table table) {
        return "cascade_u" + List.copyOf(byTable.keySet()).indexOf(table);
    }

    private String returning(List<ForeignKey> keys) {
        Set<String> columns = new LinkedHashSet<>();
        plan.newReferences().stream()
                .filter(effect -> keys.equals(List.of(effect.update())))
                .forEach(effect -> columns.addAll(effect.key().columns()));
        return columns.isEmpty() ? "" : " RETURNING " + Q.columns("r", columns);
    }

    private String newValue(Table table, String column, List<ForeignKey> keys) {
        if (keys.size() == 1) {
            return keys.get(0).action() == ReferentialAction.SET_NULL ? "NULL" : "DEFAULT";
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
        return key.action() == ReferentialAction.SET_NULL || expression == null ? "NULL" : expression;
    }

    /** Whether that key sets a column of its own to what may be another value each time it is asked for. */
    static boolean isChanging(Table table, ForeignKey key) {
        return key.action() == ReferentialAction.SET_DEFAULT
                && table.columns(key.setColumns()).stream().anyMatch(Column::changingDefault);
    }
}

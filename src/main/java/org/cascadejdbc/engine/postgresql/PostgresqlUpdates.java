package org.cascadejdbc.engine.postgresql;

import static org.cascadejdbc.engine.postgresql.PostgresqlConditions.rowsOf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Table;

/**
 * SET NULL and SET DEFAULT in a PostgreSQL cascade. A statement changes a row only once, so keys that change rows of the same
 * table do it together.
 *
 * <p>Where one key alone changes rows of a table, it is the UPDATE of a native key: the server itself puts the default
 * in, of whatever kind that is, and for each row anew. What came of it is returned, for the checks to look at. So it is where
 * several keys do, and a default may be another one each time: then there is an UPDATE for the rows that let go by just these
 * keys, for each set of them. A row that another transaction changes meanwhile may belong to none of them then:
 * {@link #incomplete} tells.
 */
final class PostgresqlUpdates {
    private static final Quotes Q = Quotes.DOUBLE;
    /** Of which there is an UPDATE for each set. */
    private static final int MOST_KEYS = 3;

    /**
     * One UPDATE.
     *
     * @param name of its query
     * @param keys by which its rows let go, all of them or, where that is not known, at least one
     * @param others by which they do not
     */
    private record Update(String name, Table table, List<ForeignKey> keys, List<ForeignKey> others, boolean exact) {
        boolean sets(ForeignKey key) {
            return exact && keys.contains(key);
        }
    }

    private final CascadePlan plan;
    private final PostgresqlConditions rows;
    private final List<Update> updates = new ArrayList<>();

    PostgresqlUpdates(CascadePlan plan, KeyGraph graph, PostgresqlConditions rows) {
        this.plan = plan;
        this.rows = rows;
        Map<Table, List<ForeignKey>> byTable = new LinkedHashMap<>();
        plan.updates().forEach(key -> byTable
                .computeIfAbsent(graph.table(key.referencing()), table -> new ArrayList<>())
                .add(key));
        byTable.forEach(this::add);
    }

    private void add(Table table, List<ForeignKey> keys) {
        boolean changing = keys.stream().anyMatch(key -> isChanging(table, key));
        if (changing && keys.size() > MOST_KEYS) {
            throw new PlanRefusedException("the DELETE is not carried out: rows of " + table + " may be changed by " + keys.size()
                    + " keys, and a default that one of them sets is no constant; give the column a constant default, or the keys"
                    + " another rule");
        }
        if (keys.size() == 1 || !changing) {
            updates.add(new Update("cascade_u" + updates.size(), table, keys, List.of(), keys.size() == 1));
            return;
        }
        for (int set = 1; set < 1 << keys.size(); set++) {
            List<ForeignKey> in = new ArrayList<>();
            List<ForeignKey> out = new ArrayList<>();
            for (int key = 0; key < keys.size(); key++) {
                ((set >> key & 1) == 1 ? in : out).add(keys.get(key));
            }
            updates.add(new Update("cascade_u" + updates.size(), table, in, out, true));
        }
    }

    /** The UPDATEs, as queries of a WITH. */
    List<String> queries() {
        return updates.stream().map(this::query).toList();
    }

    private String query(Update update) {
        Table table = update.table();
        Set<String> columns = new LinkedHashSet<>();
        update.keys().forEach(key -> columns.addAll(key.setColumns()));
        String set = columns.stream()
                .map(column -> Q.id(column) + " = " + newValue(update, column))
                .collect(Collectors.joining(", "));
        String found = update.keys().stream()
                .map(key -> rows.references(key, "r"))
                .collect(Collectors.joining(update.exact() ? " AND " : " OR "));
        String not = update.others().stream()
                .map(key -> " AND " + rows.references(key, "r") + " IS NOT TRUE")
                .collect(Collectors.joining());
        return update.name() + " AS (UPDATE " + rowsOf(table, "r") + " SET " + set + " WHERE (" + found + ")" + not
                + " AND (" + rows.doomed(table, "r") + ") IS NOT TRUE" + returning(update) + ")";
    }

    /**
     * A relation of the rows that the key has changed, as they are now, with the columns of all keys that it has an effect on;
     * empty where it is not known of a row whether it was this key.
     */
    Optional<String> changedRows(ForeignKey key) {
        List<String> changed = updates.stream()
                .filter(update -> update.sets(key))
                .map(update -> "SELECT * FROM " + update.name())
                .toList();
        return changed.isEmpty() ? Optional.empty() : Optional.of(
                changed.size() == 1 ? changed.get(0).substring("SELECT * FROM ".length())
                        : "(" + String.join(" UNION ALL ", changed) + ")");
    }

    /** The same columns for all UPDATEs of a table. */
    private String returning(Update update) {
        Set<String> columns = new LinkedHashSet<>();
        plan.newReferences().stream()
                .filter(effect -> update.exact() && effect.update().referencing().equals(update.table().name()))
                .forEach(effect -> columns.addAll(effect.key().columns()));
        return !columns.isEmpty() ? " RETURNING " + Q.columns("r", columns)
                : isOneOfSeveral(update) ? " RETURNING NULL" : "";
    }

    private static boolean isOneOfSeveral(Update update) {
        return update.exact() && update.keys().size() + update.others().size() > 1;
    }

    /** Conditions for rows that should be changed by one of several UPDATEs, and are by none. */
    List<String> incomplete() {
        return updates.stream()
                .filter(update -> isOneOfSeveral(update) && update.others().isEmpty())
                .map(all -> "(SELECT pg_catalog.count(*) FROM " + rowsOf(all.table(), "r") + " WHERE (" + all.keys().stream()
                        .map(key -> rows.references(key, "r"))
                        .collect(Collectors.joining(" OR ")) + ") AND (" + rows.doomed(all.table(), "r") + ") IS NOT TRUE)"
                        + " OPERATOR(pg_catalog.<>) (" + updates.stream()
                        .filter(update -> update.table().equals(all.table()))
                        .map(update -> "(SELECT pg_catalog.count(*) FROM " + update.name() + ")")
                        .collect(Collectors.joining(" OPERATOR(pg_catalog.+) ")) + ")")
                .toList();
    }

    private String newValue(Update update, String column) {
        if (update.exact()) {
            boolean nulled = update.keys().stream().anyMatch(key ->
                    key.action() == ReferentialAction.SET_NULL && key.setColumns().contains(column));
            return nulled ? "NULL" : "DEFAULT";
        }
        StringBuilder cases = new StringBuilder("CASE");
        for (ReferentialAction action : List.of(ReferentialAction.SET_NULL, ReferentialAction.SET_DEFAULT)) {
            for (ForeignKey key : update.keys()) {
                if (key.action() == action && key.setColumns().contains(column)) {
                    cases.append(" WHEN ").append(rows.references(key, "r")).append(" THEN ");
                    cases.append(value(update.table(), column, key));
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

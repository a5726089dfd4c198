package org.cascadejdbc.engine.postgresql;

import java.util.List;
import java.util.Map;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.Comparison;
import org.cascadejdbc.schema.Comparisons;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Operator;
import org.cascadejdbc.schema.TableName;

/**
 * How keys of a PostgreSQL database compare: a declared one by the operators that {@code pg_constraint} has for it, a
 * virtual one by those that it would get. Never by what a session's search path finds as {@code =}.
 */
final class PostgresqlComparisons implements Comparisons {
    /** A declared key. */
    record Constraint(TableName table, String name) {}

    private static final Operator PLAIN = new Operator(PostgresqlText.EQUALS, null, null);
    private static final Comparison UNTYPED = new Comparison(PLAIN, PLAIN, PLAIN, PLAIN, true);

    private final PostgresqlTypes types;
    private final Map<Constraint, List<Comparison>> declared;

    /** @param declared those of each pair of a key; none for a key that compares otherwise, as one with PERIOD does */
    PostgresqlComparisons(PostgresqlTypes types, Map<Constraint, List<Comparison>> declared) {
        this.types = types;
        this.declared = Map.copyOf(declared);
    }

    /** How a key of that graph compares; where nothing is known of types, by the server's own equality. */
    static Comparison comparison(KeyGraph graph, ForeignKey key, int pair) {
        return graph.comparisons().map(known -> known.of(graph, key, pair)).orElse(UNTYPED);
    }

    /** @throws PlanRefusedException if no key compares such columns */
    @Override
    public Comparison of(KeyGraph graph, ForeignKey key, int pair) {
        if (!key.virtual()) {
            List<Comparison> own = declared.get(new Constraint(key.referencing(), key.name()));
            if (own == null || own.isEmpty()) {
                throw new PlanRefusedException("the key " + key + " compares by more than equality (PERIOD), which only the"
                        + " database itself can carry out; leave the key to it, without a relation, cascade.noAction"
                        + " and cascade.strategy=emulate for its tables");
            }
            return own.get(pair);
        }
        Column referenced = column(graph, key.referenced(), key.referencedColumns().get(pair));
        Column referencing = column(graph, key.referencing(), key.columns().get(pair));
        return types.either(type(referenced), type(referencing))
                .orElseThrow(() -> new PlanRefusedException("by the key " + key + " the column " + referencing.name() + " of "
                        + key.referencing() + ", of the type " + types.name(type(referencing)) + ", cannot be compared with "
                        + referenced.name() + " of " + key.referenced() + ", of the type " + types.name(type(referenced))
                        + ": PostgreSQL has no key between such types; change a column's type, or take the relation out"));
    }

    private static Column column(KeyGraph graph, TableName table, String name) {
        return graph.table(table).column(name).orElseThrow();
    }

    private static long type(Column column) {
        return Long.parseLong(column.type());
    }
}

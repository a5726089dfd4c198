package org.cascadejdbc.execution;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cascadejdbc.dialect.Dialect;
import org.cascadejdbc.dialect.Script;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.CascadePlanner;
import org.cascadejdbc.plan.Deletion;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.sql.Mentions;
import org.cascadejdbc.sql.QualifiedName;

/**
 * One state of a catalog, with the effective keys, and what was derived from it: the plans by table, the scripts by
 * text. All is computed when first asked for, and goes with the catalog. Thread-safe.
 */
final class Catalog {
    private static final int MAX_SCRIPTS = 1_000;

    private record Request(DeleteStatement delete, List<TableName> targets) {}

    private final KeyGraph graph;
    private final Dialect dialect;
    private final Settings settings;
    private final CascadePlanner planner;
    private final Map<Deletion, Optional<CascadePlan>> plans = new ConcurrentHashMap<>();
    private final Cache<Request, Script> scripts =
            Caffeine.newBuilder().maximumSize(MAX_SCRIPTS).executor(Runnable::run).build();
    private final Set<Object> unknown = ConcurrentHashMap.newKeySet();
    private volatile List<Table> emulatedTables;

    Catalog(KeyGraph graph, Dialect dialect, Settings settings) {
        this.graph = graph;
        this.dialect = dialect;
        this.settings = settings;
        this.planner = new CascadePlanner(graph, settings.strategy(), settings.maxRows() > 0);
    }

    KeyGraph graph() {
        return graph;
    }

    /** The plan for a DELETE from that table, or empty if the database does it all. */
    Optional<CascadePlan> plan(Table target) {
        return plan(new Deletion(List.of(target.name()), false));
    }

    /** The plan for a DELETE, or empty if the database does it all. */
    Optional<CascadePlan> plan(Deletion deletion) {
        Optional<CascadePlan> plan = plans.get(deletion);
        if (plan == null) {
            plan = planner.plan(deletion);
            plans.put(deletion, plan);
        }
        return plan;
    }

    /** What carries that plan out; the connection is asked what a RETURNING returns, once. */
    Script script(Connection connection, CascadePlan plan, DeleteStatement delete) throws SQLException {
        Request request = new Request(delete, plan.targets().stream().map(Table::name).toList());
        Script script = scripts.getIfPresent(request);
        if (script == null) {
            dialect.validate(connection, delete);
            List<String> returned =
                    delete.returning() == null ? List.of() : dialect.returnedColumns(connection, delete);
            script = dialect.render(plan, graph, delete, returned, settings.maxRows());
            scripts.put(request, script);
        }
        return script;
    }

    /** A table or view that is among those which a statement mentions, and whose DELETE is not the database's alone. */
    Optional<Table> concerned(Mentions mentions) {
        return emulatedTables().stream()
                .filter(table -> mentions.mayBe(table.name().name()))
                .findFirst();
    }

    /** Whether any table's DELETE is not the database's alone. */
    boolean emulatesAnything() {
        return !emulatedTables().isEmpty();
    }

    private List<Table> emulatedTables() {
        List<Table> found = emulatedTables;
        if (found == null) {
            found = graph.tables().stream().filter(this::isEmulated).toList();
            emulatedTables = found;
        }
        return found;
    }

    /** False where no table of that name needs us: then it does not matter which of them is meant. */
    boolean mayEmulate(QualifiedName name) {
        for (Table candidate : graph.candidates(name)) {
            boolean view = candidate.kind() == Table.Kind.VIEW;
            if (view ? isEmulated(candidate) : plan(candidate).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a DELETE from that table or view is not the database's alone: it is ours, or refused. */
    boolean isEmulated(Table table) {
        if (table.kind() == Table.Kind.VIEW) {
            return emulatedUnder(table).isPresent();
        }
        try {
            return plan(table).isPresent();
        } catch (PlanRefusedException e) {
            return true;
        }
    }

    /** A table under that view whose DELETE is not the database's alone. */
    Optional<Table> emulatedUnder(Table view) {
        return graph.tablesUnder(view.name()).stream()
                .map(graph::table)
                .filter(this::isEmulated)
                .findFirst();
    }

    /** Remembers a name, or an id, that is not in this catalog; false if it was remembered before. */
    boolean addUnknown(Object nameOrId) {
        return unknown.size() < MAX_SCRIPTS && unknown.add(nameOrId);
    }
}

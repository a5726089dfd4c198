package org.cascadejdbc.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.physical.PhysicalPlan;
import org.cascadejdbc.physical.PlanGuard;
import org.cascadejdbc.physical.SessionContext;
import org.cascadejdbc.plan.Basis;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.CascadePlanner;
import org.cascadejdbc.plan.Deletion;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.plan.Strategy;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.sql.Mentions;
import org.cascadejdbc.sql.QualifiedName;

/**
 * One state of a catalog, with the effective keys, and what was derived from it: the plans by table, the cascades by
 * text. All is computed when first asked for, and goes with the catalog. Thread-safe.
 */
final class Catalog {
    /** Of all cascades together: a thousand of ordinary length. */
    private static final int MAX_CHARACTERS = 8_000_000;
    private static final int MAX_UNKNOWN = 1_000;
    /** Longer than any name that a database keeps. */
    private static final int LONGEST_NAME = 256;
    /** There are as many as sets of tables that a DELETE may name. */
    static final int MAX_PLANS = 10_000;

    private record Request(DeleteStatement delete, List<TableName> targets) {}

    private final KeyGraph graph;
    /** Without the keys that rest: what is decided by. */
    private final KeyGraph acting;
    private final SessionContext sessionContext;
    private final Engine engine;
    private final Settings settings;
    private final CascadePlanner planner;
    private final MissingIndexes missingIndexes;
    private final Cache<Deletion, Optional<CascadePlan>> plans =
            Caffeine.newBuilder().maximumSize(MAX_PLANS).executor(Runnable::run).build();
    private final Cache<Request, Cascade> cascades =
            TextCache.of(MAX_CHARACTERS, (request, cascade) -> cascade.characters());
    /** What the server has said, by the question: whether what a DELETE calls may write. */
    private final Cache<String, Boolean> writing =
            TextCache.of(MAX_CHARACTERS, (question, mayWrite) -> question.length());
    private final Set<Object> unknown = ConcurrentHashMap.newKeySet();
    private volatile List<Table> emulatedTables;

    Catalog(
            KeyGraph graph,
            SessionContext sessionContext,
            Engine engine,
            Settings settings,
            MissingIndexes missingIndexes) {
        this.graph = graph;
        this.sessionContext = sessionContext;
        this.engine = engine;
        this.settings = settings;
        this.missingIndexes = missingIndexes;
        this.acting = settings.strategy() == Strategy.AUTO ? graph.withoutResting() : graph;
        this.planner = new CascadePlanner(acting, settings.strategy(), settings.limits().any());
    }

    KeyGraph graph() {
        return graph;
    }

    /** The same without the keys that nobody carries out. */
    KeyGraph acting() {
        return acting;
    }

    /** Why keys rest, where any does. */
    String whyResting() {
        return engine.whyResting(sessionContext);
    }

    /** Whether a table of that name is referenced by a key that nobody carries out as long as it rests. */
    boolean letsRest(QualifiedName name) {
        return graph != acting
                && graph.candidates(name).stream()
                        .flatMap(table -> graph.referencing(table.name()).stream())
                        .anyMatch(settings.strategy()::letsRest);
    }

    /** The plan for a DELETE from that table, or empty if the database does it all. */
    Optional<CascadePlan> plan(Table target) {
        return plan(new Deletion(List.of(target.name()), false));
    }

    /** The plan for a DELETE, or empty if the database does it all. */
    Optional<CascadePlan> plan(Deletion deletion) {
        Optional<CascadePlan> plan = plans.getIfPresent(deletion);
        if (plan == null) {
            plan = planner.plan(deletion);
            plans.put(deletion, plan);
        }
        return plan;
    }

    /**
     * What a DELETE does by whatever key, as if the database did nothing by itself: for people who want to know.
     *
     * @throws PlanRefusedException if no plan of ours has it all
     */
    CascadePlan everything(Deletion deletion) {
        return new CascadePlanner(acting.withoutEnforcement(), Strategy.AUTO, true).plan(deletion).orElseThrow();
    }

    Settings settings() {
        return settings;
    }

    /** The table that a name means here, or empty if it means none of this catalog's. */
    Optional<Table> resolve(QualifiedName name) {
        return sessionContext.searchPath().resolve(name, graph);
    }

    /** What decisions about DELETEs from these tables depend on. */
    PlanGuard planGuard(Collection<DeleteStatement.Target> named) {
        List<PlanGuard.Target> targets = named.stream()
                .map(target -> new PlanGuard.Target(target.table(), resolve(target.table())))
                .distinct()
                .toList();
        List<TableName> tables = new ArrayList<>();
        targets.stream().flatMap(target -> target.table().stream()).forEach(table -> {
            tables.add(table.name());
            tables.addAll(graph.tablesUnder(table.name()));
        });
        return new PlanGuard(
                targets, sessionContext, Basis.of(acting, tables).stream().map(graph::table).toList());
    }

    /** What carries that plan out; the connection is asked what a RETURNING returns, once. */
    Cascade cascade(Connection connection, CascadePlan plan, DeleteStatement delete) throws SQLException {
        Request request = new Request(delete, plan.targets().stream().map(Table::name).toList());
        Cascade cascade = cascades.getIfPresent(request);
        if (cascade == null) {
            engine.validate(connection, delete);
            List<String> returned =
                    delete.returning() == null ? List.of() : engine.returnedColumns(connection, delete);
            PlanGuard planGuard = planGuard(delete.targets());
            PhysicalPlan physical = engine.render(plan, acting, delete, planGuard, returned, settings.limits());
            cascade = new Cascade(
                    delete,
                    physical,
                    planGuard,
                    engine.evaluation(plan, delete, planGuard).orElse(null),
                    engine.witness(plan, acting, delete).orElse(null));
            cascades.put(request, cascade);
            missingIndexes.warn(plan, acting, engine);
        }
        return cascade;
    }

    /** What the server has said to that question about what a DELETE calls: whether it may write; {@code null} if it was not asked. */
    Boolean mayWrite(String question) {
        return writing.getIfPresent(question);
    }

    void mayWrite(String question, boolean mayWrite) {
        writing.put(question, mayWrite);
    }

    /** The same in several statements, for everybody from now on. */
    Cascade inSeveralStatements(Cascade cascade) {
        Cascade several = cascade.inSeveralStatements();
        cascades.asMap().replaceAll((request, known) -> known.equals(cascade) ? several : known);
        return several;
    }

    /** A table or view that is among those which a statement mentions, and whose DELETE is not the database's alone. */
    Optional<Table> concerned(Mentions mentions) {
        return concerned(mentions, table -> true);
    }

    /** Those of them that are in a schema of that kind. */
    Optional<Table> concerned(Mentions mentions, Predicate<Table> among) {
        return emulatedTables().stream()
                .filter(table -> mentions.mayBe(table.name().name()) && among.test(table))
                .findFirst();
    }

    /** Whether a name without a schema may mean that table. */
    boolean isOnPath(Table table) {
        return sessionContext.searchPath().schemas().stream().anyMatch(schema -> graph.isSchema(schema, table));
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
        return graph.candidates(name).stream().anyMatch(this::isEmulated);
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
        boolean readable = !(nameOrId instanceof QualifiedName name) || name.name().text().length() <= LONGEST_NAME;
        return readable && unknown.size() < MAX_UNKNOWN && unknown.add(nameOrId);
    }
}

package org.cascadejdbc.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cascadejdbc.physical.Census;
import org.cascadejdbc.physical.PhysicalPlan;
import org.cascadejdbc.physical.Refusal;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.SideEffect;
import org.cascadejdbc.plan.Strategy;
import org.cascadejdbc.run.Forecast.Action;
import org.cascadejdbc.run.Forecast.Step;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.ReferentialAction;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.DeleteStatement;

/** Puts together what was counted by a plan in which every key is ours, and what would really be done. Used once. */
final class ForecastBuilder {
    private static final String NATIVE = "the database does it by itself";

    private final DeleteStatement delete;
    private final Catalog catalog;
    private final KeyGraph graph;
    private final CascadePlan everything;
    private final Census census;
    private final Map<Integer, Long> counts;
    private final Settings settings;
    private final Map<ForeignKey, ForeignKey> declared = new HashMap<>();
    private final Set<ForeignKey> emulated = new HashSet<>();
    private final Set<SideEffect> effects = new HashSet<>();
    private final List<Step> steps = new ArrayList<>();
    /** What carries it out, or {@code null} if nothing is ours. */
    private PhysicalPlan physical;

    ForecastBuilder(
            DeleteStatement delete,
            Catalog catalog,
            CascadePlan everything,
            Census census,
            Map<Integer, Long> counts) {
        this.catalog = catalog;
        this.graph = catalog.acting();
        this.delete = delete;
        this.everything = everything;
        this.census = census;
        this.counts = counts;
        this.settings = catalog.settings();
    }

    /**
     * What would be done.
     *
     * @param plan what is ours of it, or {@code null} if nothing is
     * @param itsPhysical the statements for it, likewise
     */
    Forecast of(CascadePlan plan, PhysicalPlan itsPhysical) {
        physical = itsPhysical;
        graph.keys().forEach(key -> declared.put(key.withEnforcement(ForeignKey.Enforcement.NONE), key));
        if (plan != null) {
            Stream.of(plan.cascades(), plan.updates(), plan.checks()).forEach(emulated::addAll);
            Stream.of(plan.newReferences(), plan.lostReferences()).forEach(effects::addAll);
        }
        census.refusals().forEach(this::check);
        census.updates().forEach(this::update);
        everything.deletionOrder().forEach(this::delete);
        rest();
        settings.limits().objection(touched()).ifPresent(why -> steps.add(0, refusal(why)));
        return new Forecast(steps, graph);
    }

    private TableName target() {
        return everything.targets().get(0).name();
    }

    /** What would be done if it were not refused whatever the rows are. */
    Forecast refused(String why) {
        return new Forecast(List.of(refusal(why)), graph);
    }

    private Step refusal(String why) {
        return new Step(Action.REFUSE, target(), 0, List.of(), true, "the DELETE would fail: " + why, null);
    }

    /** How many rows of each table go or are updated, each counted once. */
    private Map<TableName, Long> touched() {
        Map<TableName, Long> touched = new LinkedHashMap<>();
        census.doomed().forEach((table, number) -> touched.merge(table.name(), count(number), Long::sum));
        census.updated().forEach((table, number) -> touched.merge(table.name(), count(number), Long::sum));
        return touched;
    }

    private long count(Integer number) {
        return counts.getOrDefault(number, 0L);
    }

    private ForeignKey real(ForeignKey key) {
        return declared.getOrDefault(key, key);
    }

    private void check(int number, Refusal refusal) {
        ForeignKey key = real(refusal.key());
        ForeignKey update = real(refusal.update());
        boolean ofUpdate = refusal.reason() == Refusal.Reason.DEFAULT_MISSING
                || refusal.reason() == Refusal.Reason.REFERENCE_LOST;
        boolean ours = ofUpdate ? effects.contains(new SideEffect(update, key)) : emulated.contains(key);
        long rows = count(number);
        boolean changing = refusal.reason() == Refusal.Reason.DEFAULT_MISSING
                && graph.table(update.referencing()).columns(update.setColumns()).stream().anyMatch(Column::changingDefault);
        boolean unknown = changing || (!ours && refusal.reason() == Refusal.Reason.REFERENCE_LOST);
        boolean later = !ours && key.deferrability() == ForeignKey.Deferrability.INITIALLY_DEFERRED;
        String failing = changing
                ? "the DELETE would fail, if the defaults, which may be others each time, turn out to reference no row: "
                : unknown ? "the DELETE would fail, unless the key has an ON UPDATE rule: "
                : later ? "the COMMIT would fail, if they are still there: " : "the DELETE would fail: ";
        String reason = rows == 0 ? "rows by which the DELETE would fail: none" : failing + what(refusal);
        steps.add(new Step(
                rows == 0 || later || unknown ? Action.CHECK : Action.REFUSE,
                update.referencing(),
                rows,
                List.of(ofUpdate ? update : key),
                ours,
                reason,
                ours ? statement(PhysicalPlan::checking) : null));
    }

    private static String what(Refusal refusal) {
        return switch (refusal.reason()) {
            case REFERENCED -> refusal.key().withheld() == null
                    ? "these rows stay and reference rows that go"
                    : "cascade.protect keeps cascades away from these rows, which reference rows that go";
            case DEFAULT_MISSING -> "these rows would get a default that references no row that stays";
            case REFERENCE_LOST -> "these rows would lose a value by which other rows that stay reference them";
            case COUNTED_ONLY -> "these rows equal rows that go, but are not found by the key's rule, since the types differ";
            case REFERENCED_TWICE -> "these rows reference a row that goes and one that would still be there";
            case SET_AND_GONE -> "these rows go by one key and would be set by another";
            case HIDDEN -> throw new IllegalStateException(refusal.message());
        };
    }

    private void update(ForeignKey loose, int number) {
        ForeignKey key = real(loose);
        boolean ours = emulated.contains(key);
        Optional<String> notNull = count(number) == 0 ? Optional.empty() : notNull(key);
        Action action = key.action() == ReferentialAction.SET_NULL ? Action.SET_NULL : Action.SET_DEFAULT;
        steps.add(new Step(
                notNull.isPresent() ? Action.REFUSE : action,
                key.referencing(),
                count(number),
                List.of(key),
                ours,
                notNull.map(column -> "the DELETE would fail: these rows would get NULL in " + column + ", which is NOT NULL")
                        .orElseGet(() -> reason(key)),
                ours ? statement(plan -> plan.updating(key)) : null));
    }

    /** A column that must not get the NULL that this key would give it. */
    private Optional<String> notNull(ForeignKey key) {
        boolean always = key.action() == ReferentialAction.SET_NULL;
        return graph.table(key.referencing()).columns(key.setColumns()).stream()
                .filter(column -> !column.nullable() && (always || column.defaultExpression() == null))
                .map(Column::name)
                .findFirst();
    }

    private void delete(Table table) {
        Integer matched = census.matched().get(table);
        long own = matched == null ? 0 : count(matched);
        List<ForeignKey> keys = everything.cascadesInto(table.name()).stream().map(this::real).toList();
        if (!keys.isEmpty()) {
            boolean ours = keys.stream().anyMatch(emulated::contains);
            List<String> reasons = keys.stream().map(this::reason).distinct().toList();
            steps.add(new Step(Action.DELETE, table.name(), count(census.doomed().get(table)) - own, keys, ours,
                    String.join("; ", reasons), ours ? deleting(table) : null));
        }
        if (matched != null) {
            boolean ours = physical != null;
            steps.add(new Step(Action.DELETE, table.name(), own, List.of(), ours, "the rows that the DELETE itself matches",
                    ours ? deleting(table) : delete.sql()));
        }
    }

    /** Keys by which rows would go or refuse if they were not switched off. */
    private void rest() {
        for (Table table : everything.deletionOrder()) {
            for (ForeignKey key : catalog.graph().referencing(table.name())) {
                if (settings.strategy().letsRest(key)) {
                    steps.add(new Step(Action.REST, key.referencing(), 0, List.of(key), false,
                            catalog.whyResting(), null));
                }
            }
        }
    }

    private String deleting(Table table) {
        return statement(plan -> plan.deleting(table.name()));
    }

    private String statement(Function<PhysicalPlan, Optional<String>> own) {
        return Optional.ofNullable(physical).flatMap(own).orElse(null);
    }

    /** Why it is done by whom. */
    private String reason(ForeignKey key) {
        return who(key) + (graph.isIndexed(key) ? "" : "; without an index it reads all of " + key.referencing());
    }

    private String who(ForeignKey key) {
        if (!emulated.contains(key)) {
            return NATIVE;
        }
        if (key.virtual()) {
            return "the database does not know this key: only the relations declare it";
        }
        if (key.declared() != key.action()) {
            return "declared " + key.declared().sql() + " in the database, " + key.action().sql()
                    + " by the relations or cascade.noAction";
        }
        if (key.enforcement() == ForeignKey.Enforcement.NONE) {
            return "the database does not enforce this key";
        }
        if (key.enforcement() == ForeignKey.Enforcement.CHECKED || key.enforcement() == ForeignKey.Enforcement.UNCHECKED) {
            return "the database cannot be relied on to carry out this rule";
        }
        if (settings.strategy() == Strategy.EMULATE) {
            return "cascade.strategy=emulate";
        }
        if (settings.limits().any()) {
            return "every row is counted, for the limits of cascade.maxRows and cascade.maxRowsPerTable";
        }
        return "the database could do it, but by another key of this DELETE it would miss rows that reference these";
    }
}

package org.cascadejdbc;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cascadejdbc.run.Forecast;
import org.cascadejdbc.text.Json;
import org.cascadejdbc.text.Shown;

/**
 * What a DELETE would do if it were executed now: which rows go or change, by which keys, who does it and why. Immutable.
 *
 * <p>The rows were counted in one query, and so in one snapshot; nothing was changed or locked. What others do between the
 * explanation and the DELETE is not in it.
 *
 * @param sql the DELETE
 * @param steps what is done, in its order: first what might refuse the whole, then changes, then deletions, the rows that
 *     the DELETE itself matches last where the database allows it
 */
public record Explanation(String sql, List<Step> steps) {
    /** What is done with rows. */
    public enum Action {
        /** Rows were looked for that would refuse the DELETE, and there are none, or they matter at COMMIT only. */
        CHECK,
        /** Rows refuse the DELETE: it would fail. */
        REFUSE,
        SET_DEFAULT,
        SET_NULL,
        DELETE,
        /** Nothing is done, because the key is switched off; rows that reference others by it stay as they are. */
        REST;

        /** As SQL writes it: {@code SET NULL}. */
        @Override
        public String toString() {
            return name().replace('_', ' ');
        }
    }

    /**
     * One step.
     *
     * @param number from 1
     * @param action what is done
     * @param table with whose rows, with its schema
     * @param rows how many. A row that two keys set to NULL counts in both steps; one that goes counts once
     * @param keys the keys that lead there; none for the rows that the DELETE itself matches
     * @param byDatabase whether the database does it by itself
     * @param reason why, and why by whom, for people
     * @param statement the statement that is sent for it, or {@code null} where there is none of its own. Where one statement
     *     does it all, it is the same for all steps
     */
    public record Step(
            int number,
            Action action,
            String table,
            long rows,
            List<ForeignKeyInfo> keys,
            boolean byDatabase,
            String reason,
            String statement) {
        public Step {
            keys = List.copyOf(keys);
        }
    }

    public Explanation {
        steps = List.copyOf(steps);
    }

    static Explanation of(String sql, Forecast forecast) {
        List<Step> steps = new ArrayList<>();
        for (Forecast.Step step : forecast.steps()) {
            steps.add(new Step(
                    steps.size() + 1,
                    Action.valueOf(step.action().name()),
                    step.table().toString(),
                    step.rows(),
                    step.keys().stream()
                            .map(key -> ForeignKeyInfo.of(key, forecast.graph(), step.emulated(),
                                    step.action() == Forecast.Action.REST ? step.reason() : null))
                            .toList(),
                    !step.emulated() && step.action() != Forecast.Action.REST,
                    Shown.text(step.reason()),
                    step.statement()));
        }
        return new Explanation(sql, steps);
    }

    /** The rows that would be deleted, in all tables. */
    public long deletedRows() {
        return steps.stream().filter(step -> step.action() == Action.DELETE).mapToLong(Step::rows).sum();
    }

    /** The rows that would be set to NULL or their default, in all tables. */
    public long updatedRows() {
        return steps.stream()
                .filter(step -> step.action() == Action.SET_NULL || step.action() == Action.SET_DEFAULT)
                .mapToLong(Step::rows)
                .sum();
    }

    /** Whether the DELETE would fail: {@link Action#REFUSE} says why. */
    public boolean refused() {
        return steps.stream().anyMatch(step -> step.action() == Action.REFUSE);
    }

    /** For people: a summary, the steps as a table, the statements. */
    @Override
    public String toString() {
        return ExplanationText.of(this);
    }

    /** As one JSON object, its names those of the record. */
    public String toJson() {
        return Json.of(Json.object(
                "sql", sql,
                "refused", refused(),
                "deletedRows", deletedRows(),
                "updatedRows", updatedRows(),
                "steps", steps.stream().map(Explanation::json).toList()));
    }

    private static Object json(Step step) {
        return Json.object(
                "number", step.number(),
                "action", step.action().name(),
                "table", step.table(),
                "rows", step.rows(),
                "keys", step.keys().stream().map(ForeignKeyInfo::asJson).toList(),
                "byDatabase", step.byDatabase(),
                "reason", step.reason(),
                "statement", step.statement());
    }

    /** The path as a Mermaid flowchart: from the table of the DELETE to all that it reaches, with the rows of each. */
    public String toMermaid() {
        return diagram().toMermaid();
    }

    /** The same in Graphviz's DOT. */
    public String toDot() {
        return diagram().toDot();
    }

    private Diagram diagram() {
        Diagram.Builder diagram = Diagram.builder();
        Set<String> tables = steps.stream().map(Step::table).collect(Collectors.toCollection(LinkedHashSet::new));
        for (String table : tables) {
            String actions = steps.stream()
                    .filter(step -> step.table().equals(table) && (step.rows() > 0 || step.action() == Action.DELETE))
                    .collect(Collectors.groupingBy(
                            Step::action, TreeMap::new, Collectors.summingLong(Step::rows)))
                    .entrySet().stream()
                    .map(entry -> entry.getKey() + " " + ExplanationText.rows(entry.getValue()))
                    .collect(Collectors.joining("\n"));
            diagram.table(table, Shown.text(table) + (actions.isEmpty() ? "" : "\n" + actions));
        }
        for (Step step : steps) {
            for (ForeignKeyInfo key : step.keys()) {
                Diagram.Line line = step.action() == Action.DELETE ? Diagram.Line.THICK
                        : step.action() == Action.REFUSE || step.action() == Action.CHECK
                                || step.action() == Action.REST ? Diagram.Line.DOTTED
                        : Diagram.Line.SOLID;
                diagram.arrow(key.referencedTable(), key.referencingTable(),
                        String.join(", ", key.columns()) + ": " + key.rule(), line);
            }
        }
        return diagram.build();
    }
}

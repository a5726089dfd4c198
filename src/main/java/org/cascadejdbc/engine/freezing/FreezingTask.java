package org.cascadejdbc.engine.freezing;

import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cascadejdbc.physical.Refusal;
import org.cascadejdbc.physical.RowNumbers;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.sql.DeleteStatement;

/**
 * What is to be said: a plan of that DELETE.
 *
 * @param from what a query has behind FROM, so that its rows are those of the user's DELETE
 * @param numbers under which rows are written down
 * @param limited whether all rows are counted before any goes
 */
public record FreezingTask(
        CascadePlan plan, KeyGraph graph, DeleteStatement delete, String from, RowNumbers numbers, boolean limited) {
    /** What would take the place of a table of the user's in the user's own queries, where both have the same name. */
    private static final Pattern OUR_NAMES =
            Pattern.compile("\\bcascade_(?:doomed|matched|jdbc_\\w+)\\b", Pattern.CASE_INSENSITIVE);

    public FreezingTask {
        refuseOurNames(plan, delete);
    }

    /**
     * One whose queries have behind FROM what the DELETE has.
     *
     * @param further what refuses besides what the plan says
     */
    public static FreezingTask of(
            CascadePlan plan, KeyGraph graph, DeleteStatement delete, boolean limited, List<Refusal> further) {
        return new FreezingTask(plan, graph, delete, delete.from(), new RowNumbers(plan, graph, further), limited);
    }

    public FreezingTask withFrom(String other) {
        return new FreezingTask(plan, graph, delete, other, numbers, limited);
    }

    /** Not among what RETURNING calls its columns: that is nobody's table, unless it asks for other rows. */
    private static void refuseOurNames(CascadePlan plan, DeleteStatement delete) {
        boolean asks = delete.returning() != null && delete.returning().queries();
        String texts = Stream.of(delete.with() == null ? null : delete.with().queries(), delete.from(), delete.using(),
                        delete.predicate(), delete.limitText(), asks ? delete.returning().list() : null)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        Matcher ours = OUR_NAMES.matcher(texts);
        if (ours.find()) {
            throw new PlanRefusedException("DELETE FROM " + plan.targets().get(0) + ": a name of the statement, "
                    + ours.group() + ", is one that its cascade uses; use another name");
        }
    }

    /** A name that begins like that one, and is no table's: a temporary table would hide that one from whoever does not qualify it. */
    public String unused(String name) {
        String unused = name;
        for (boolean taken = true; taken; ) {
            String wanted = unused;
            taken = graph.tables().stream().anyMatch(table -> table.name().name().equalsIgnoreCase(wanted));
            unused = taken ? wanted + "_" : wanted;
        }
        return unused;
    }
}

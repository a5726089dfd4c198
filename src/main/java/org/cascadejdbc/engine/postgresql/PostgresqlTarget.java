package org.cascadejdbc.engine.postgresql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cascadejdbc.physical.Evaluation;
import org.cascadejdbc.physical.PlanGuard;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.OtherWrites;

/**
 * How the user's own DELETE is said as one of the queries of a PostgreSQL cascade, in each of its forms. It gives
 * {@code cascade_t0}, the rows that it deletes: where each was, and the columns that keys reference.
 *
 * <p>The user's texts keep their order, so that parameters keep their numbers, and stand where they see what they saw:
 * the queries of a WITH in front of all of ours, at the top level, where they may write. A query of ours refers to
 * earlier ones only; a RECURSIVE of our own would let the user's queries see later ones.
 *
 * <p>What the user wants returned comes behind our own columns, under names of ours, so that neither can be taken for
 * the other whatever is in the list. {@code cascade_columns} is never executed: the server refuses it, and with it the
 * statement, if a {@code *} gives another number of columns than when the server was asked for their labels.
 */
final class PostgresqlTarget {
    /** The number of the refusal because the cascade's {@link PlanGuard} does not hold. */
    static final int OTHER_PLAN_GUARD = -2;

    /** A query for whether it does. */
    static final String PLAN_GUARD_HOLDS = "SELECT holds FROM cascade_premise";

    private static final Quotes Q = Quotes.DOUBLE;
    private static final Pattern OUR_NAMES = Pattern.compile(
            "\\bcascade_(?:t0|m|premise|target|counted|touched|row_counts|row_limit|columns|checked|closure\\d+|v|[duxw]\\d+)\\b",
            Pattern.CASE_INSENSITIVE);

    private final CascadePlan plan;
    private final DeleteStatement delete;
    private final Collection<String> columns;
    private final List<String> labels;
    private final boolean addressed;

    /**
     * @param columns the target's columns that keys reference
     * @param labels those of what the DELETE returns
     * @param addressed whether the deleted rows' addresses are asked for, too
     */
    PostgresqlTarget(
            CascadePlan plan, DeleteStatement delete, Collection<String> columns, List<String> labels, boolean addressed) {
        this.plan = plan;
        this.delete = delete;
        this.columns = columns;
        this.labels = labels;
        this.addressed = addressed;
        Matcher ours = OUR_NAMES.matcher(delete.sql());
        if (ours.find()) {
            throw new PlanRefusedException("DELETE FROM " + plan.target() + ": a name of the statement, " + ours.group()
                    + ", is one that its cascade uses; use another name");
        }
    }

    /** What the statement begins with. */
    String with() {
        return delete.with() == null ? "WITH" : delete.with().keyword();
    }

    /** The queries in front of the DELETE. */
    List<String> before() {
        return delete.with() == null || delete.with().queries() == null
                ? List.of()
                : List.of(delete.with().queries());
    }

    /** The DELETE itself, and what of the user's comes behind it. */
    List<String> queries(boolean frozen) {
        List<String> queries = new ArrayList<>();
        if (delete.merge() != null) {
            queries.add("cascade_m " + header("cascade_action, ") + " AS (" + delete.merge()
                    + returning("merge_action(), ")
                    + ")");
            queries.add("cascade_t0 AS (SELECT * FROM cascade_m WHERE cascade_action OPERATOR(pg_catalog.=) 'DELETE')");
        } else {
            queries.add("cascade_t0 " + (delete.returning() == null ? "" : header("") + " ") + "AS (DELETE FROM "
                    + delete.from() + (frozen ? "" : using()) + " WHERE " + (frozen ? isFrozen() : condition())
                    + returning("") + ")");
        }
        if (delete.returning() != null && delete.returning().list().contains("*")) {
            int width = columns.size() + labels.size() + (addressed ? 2 : 0) + (delete.merge() == null ? 0 : 1);
            queries.add("cascade_columns AS (SELECT * FROM " + changed() + " WHERE false UNION ALL SELECT "
                    + Stream.generate(() -> "NULL").limit(width).collect(Collectors.joining(", ")) + " WHERE false)");
        }
        DeleteStatement.Embedding around = delete.embedding();
        if (around != null) {
            // Without RETURNING nobody may read it, and the server still says so.
            queries.add(around.head() + " (" + (delete.returning() != null
                    ? result()
                    : "DELETE FROM " + Q.table(plan.target().name()) + " WHERE false") + ")");
        }
        if (around != null && around.laterQueries() != null) {
            queries.add(around.laterQueries());
        }
        return queries;
    }

    /** The rows that will be deleted, found and counted before any is; USING has done its work with that. */
    String frozen() {
        if (delete.merge() != null || delete.cursor() != null) {
            throw refusedByMaxRows(delete.merge() != null ? "of a MERGE" : "of a cursor", "WHERE");
        }
        if (delete.using() != null && delete.returning() != null) {
            throw refusedByMaxRows("with both USING and RETURNING", "a sub-select in its WHERE instead of USING");
        }
        return matched(condition());
    }

    /** The same rows, only to be counted: it fails where the plan guard does not hold. */
    String counted() {
        if (!canBeLocked()) {
            throw new PlanRefusedException("the rows of " + delete.sql() + " are found only by what deletes them, or "
                    + "writes others");
        }
        return matched(condition(failingGuard()));
    }

    private String matched(String condition) {
        boolean joined = delete.using() != null;
        return "cascade_target AS MATERIALIZED (SELECT " + (joined ? "DISTINCT " : "") + address() + " FROM "
                + (joined ? delete.using() + ", " : "") + delete.from() + " WHERE " + condition + ")";
    }

    /** Whether its rows can be found by a query, which changes nothing. */
    boolean canBeLocked() {
        return delete.merge() == null
                && delete.cursor() == null
                && delete.embedding() == null
                && before().stream().allMatch(queries -> OtherWrites.tables(Lexis.POSTGRESQL, queries).isEmpty());
    }

    /** {@code cascade_t0} of the rows that would be deleted, which are only locked. */
    String locked() {
        return "cascade_t0 AS (SELECT " + address()
                + (columns.isEmpty() ? "" : ", " + Q.columns(delete.target().rowName(), columns)) + " FROM "
                + (delete.using() == null ? "" : delete.using() + ", ") + delete.from() + " WHERE " + condition()
                + " FOR UPDATE OF " + locking() + ")";
    }

    /** Where a row of the target is. */
    private String address() {
        String row = delete.target().rowName();
        return row + ".tableoid AS cascade_part, " + row + ".ctid AS cascade_place";
    }

    /** What FOR UPDATE OF calls the target. */
    private String locking() {
        DeleteStatement.Target target = delete.target();
        return target.alias() != null ? target.alias() : PostgresqlNames.asWritten(target.table().name());
    }

    /**
     * Whether the planner may put a query with the predicate into another one: not if a function in it is volatile, be it
     * behind a view, an operator or a cast. So the plan tells what the text may hide.
     *
     * <p>The rows are found first and locked then: a row that is found and cannot be locked any more was changed by another
     * transaction, or by the predicate itself, which locking alone would pass over in silence.
     */
    Evaluation evaluation(String planGuard) {
        String own = before().isEmpty() ? "" : with() + " " + before().get(0) + " ";
        String question = "EXPLAIN (COSTS OFF) WITH cascade_v AS (" + own + "SELECT 1 FROM "
                + (delete.using() == null ? "" : delete.using() + ", ") + delete.from()
                + (delete.predicate() == null ? "" : " WHERE (" + delete.predicate() + ")") + ") SELECT 1 FROM cascade_v";
        List<String> queries = new ArrayList<>(before());
        queries.add("cascade_premise AS MATERIALIZED (SELECT " + planGuard
                + " AS holds, pg_catalog.current_setting('search_path') AS path)");
        queries.add(matched(condition()));
        queries.add("cascade_t0 AS (SELECT " + address() + " FROM " + delete.from() + " WHERE " + isOfTarget()
                + " FOR UPDATE OF " + locking() + ")");
        String rows = with() + " " + String.join(",\n", queries)
                + "\nSELECT p.path, CAST(m.cascade_part AS pg_catalog.text), CAST(m.cascade_place AS pg_catalog.text),"
                + " t.cascade_place IS NOT NULL FROM cascade_premise p LEFT JOIN cascade_target m ON true LEFT JOIN cascade_t0 t"
                + " ON t.cascade_part OPERATOR(pg_catalog.=) m.cascade_part"
                + " AND t.cascade_place OPERATOR(pg_catalog.=) m.cascade_place";
        return new PostgresqlEvaluation(question, "CTE cascade_v", rows, delete);
    }

    private PlanRefusedException refusedByMaxRows(String form, String instead) {
        return new PlanRefusedException("DELETE FROM " + plan.target() + ": the rows of a DELETE " + form
                + " cannot be counted before the first one goes, as cascade.maxRows demands; write it as DELETE with "
                + instead + ", or use a connection without cascade.maxRows");
    }

    /** What was changed by the user's own part: the rows deleted, or all that a MERGE did. */
    String changed() {
        return delete.merge() == null ? "cascade_t0" : "cascade_m";
    }

    /** A query for what the DELETE returns. */
    String result() {
        List<String> list = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            list.add("cascade_r" + (i + 1) + " AS " + Q.id(labels.get(i)));
        }
        return "SELECT " + String.join(", ", list) + " FROM " + changed();
    }

    /** Whether a DELETE of that form fails where its plan guard does not hold; else it deletes nothing, and says so. */
    static boolean fails(DeleteStatement delete) {
        return !delete.givesCount() || delete.with() != null || !isGuarded(delete);
    }

    /** Whether the plan guard is asked for before anything is done; else it is to be asked for in the end. */
    static boolean isGuarded(DeleteStatement delete) {
        return delete.merge() == null && delete.cursor() == null;
    }

    /** The predicate stands alone in its parentheses: whatever it is, it cannot end the statement that we build. */
    private String condition() {
        if (delete.cursor() != null) {
            return "CURRENT OF " + delete.cursor();
        }
        return condition(fails(delete) ? failingGuard() : PLAN_GUARD_HOLDS);
    }

    private String condition(String guard) {
        return "(" + guard + ")" + (delete.predicate() == null ? "" : " AND (" + delete.predicate() + ")");
    }

    /** A time is nothing that the planner could compute beforehand. */
    private static String failingGuard() {
        return "SELECT CASE WHEN holds THEN true ELSE CAST("
                + Quotes.literal(PostgresqlRenderer.REFUSAL + OTHER_PLAN_GUARD + " ")
                + " OPERATOR(pg_catalog.||) CAST(pg_catalog.clock_timestamp() AS pg_catalog.text) AS integer) IS NULL END"
                + " FROM cascade_premise";
    }

    private String isFrozen() {
        return "(SELECT within FROM cascade_row_limit) AND " + isOfTarget();
    }

    /** That a row is one of {@code cascade_target}. */
    private String isOfTarget() {
        String row = delete.target().rowName();
        return row + ".ctid OPERATOR(pg_catalog.=) ANY (ARRAY(SELECT cascade_place FROM cascade_target)) AND (" + row
                + ".tableoid, " + row
                + ".ctid) OPERATOR(pg_catalog.=) ANY (SELECT cascade_part, cascade_place FROM cascade_target)";
    }

    private String using() {
        return delete.using() == null ? "" : " USING " + delete.using();
    }

    private String header(String first) {
        Stream<String> own = columns.stream().map(Q::id);
        Stream<String> users = IntStream.rangeClosed(1, labels.size()).mapToObj(i -> "cascade_r" + i);
        Stream<String> address = addressed ? Stream.of("cascade_part", "cascade_place") : Stream.empty();
        return "(" + first + Stream.concat(address, Stream.concat(own, users))
                .collect(Collectors.joining(", ")) + ")";
    }

    private String returning(String first) {
        String row = delete.target().rowName();
        DeleteStatement.Returning returning = delete.returning();
        return " RETURNING " + (returning == null || returning.aliases() == null ? "" : returning.aliases() + " ")
                + first + (addressed ? row + ".tableoid AS cascade_part, " + row + ".ctid AS cascade_place" : "")
                + (columns.isEmpty() ? "" : (addressed ? ", " : "") + Q.columns(row, columns))
                + (returning == null ? "" : ", " + returning.list());
    }
}

package org.cascadejdbc.inspect.suggest;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cascadejdbc.engine.CheckQueries;
import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.run.Inquiry;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.TableName;

/**
 * Looks for keys that nobody declares: asks the names for candidates, then the database, one query a candidate, whether every
 * value is found. The rows are counted in the database, none comes here. Nothing is changed.
 */
public final class Adviser {
    private static final int SECONDS_TO_ANSWER = 5;
    /** More tables of the same name (one for each tenant, say) are not looked into: the rows would not tell them apart. */
    private static final int MOST_ALTERNATIVES = 4;
    /** A plain name outweighs one orphan in so many rows. */
    private static final int ROWS_FOR_AN_ORPHAN = 10;

    /** Is told before each candidate, and once at the end with {@code step} after the last. */
    @FunctionalInterface
    public interface Progress {
        void step(int step, int steps, String table, String key, Duration elapsed);
    }

    private record Rows(long orphans, long values, long rows) {
        boolean confirm() {
            return rows > 0 && orphans == 0;
        }
    }

    private final Connection connection;
    private final CheckQueries sql;
    private final KeyGraph graph;
    private final RelationText text;
    private final Set<String> schemas;
    private final Progress progress;
    private final Map<TableName, Optional<String>> hidden = new LinkedHashMap<>();
    private final long begun = System.nanoTime();
    private int step;

    /**
     * One for that session.
     *
     * @param schemas those whose tables' columns are looked at, empty for all
     * @throws SQLException if the catalog cannot be read, or the relations do not fit it
     */
    public Adviser(Inquiry inquiry, Set<String> schemas, Progress progress) throws SQLException {
        this.connection = inquiry.connection();
        this.sql = inquiry.engine().checkQueries();
        this.graph = inquiry.keys();
        var declared = inquiry.declared();
        this.text = new RelationText(graph, declared.sessionContext().searchPath(), declared.keysStayInSchema());
        this.schemas = Set.copyOf(schemas);
        this.progress = progress;
    }

    /** In autocommit, so that no question's failure spoils the next one, and no snapshot is held for longer than a query. */
    public List<Proposal> propose() throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        if (!autoCommit) {
            connection.setAutoCommit(true);
        }
        try {
            List<List<Candidate>> found = new Candidates(graph, sql.types(connection))
                    .find(schema -> schemas.isEmpty() || schemas.contains(schema));
            int steps = found.stream().mapToInt(List::size).sum();
            List<Proposal> proposals = new ArrayList<>();
            for (List<Candidate> alternatives : found) {
                proposals.addAll(judge(alternatives, steps));
            }
            progress.step(steps + 1, steps, null, null, elapsed());
            return proposals;
        } finally {
            if (!autoCommit) {
                connection.setAutoCommit(false);
            }
        }
    }

    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private List<Proposal> judge(List<Candidate> alternatives, int steps) throws SQLException {
        if (alternatives.size() > MOST_ALTERNATIVES) {
            step += alternatives.size();
            Candidate first = alternatives.get(0);
            return List.of(proposal(first.with(Confidence.NONE, "the name may mean more tables than the rows could tell"
                    + " apart: " + others(alternatives, -1) + ", perhaps others")));
        }
        Map<Candidate, Rows> confirmed = new LinkedHashMap<>();
        List<Candidate> judged = new ArrayList<>();
        for (Candidate candidate : alternatives) {
            ForeignKey key = candidate.key();
            progress.step(++step, steps, key.referencing().toString(), key.path(), elapsed());
            List<String> why = new ArrayList<>();
            Optional<Rows> rows = candidate.most() == Confidence.NONE ? Optional.empty() : rows(key, why);
            rows.filter(Rows::confirm).ifPresent(all -> confirmed.put(candidate, all));
            judged.add(candidate.most() == Confidence.NONE
                    ? candidate
                    : rows.map(counted -> judge(candidate, counted))
                            .orElseGet(() -> candidate.with(candidate.most().less(), why.toArray(String[]::new))));
        }
        if (alternatives.size() == 1) {
            return List.of(proposal(judged.get(0)));
        }
        List<Proposal> proposals = new ArrayList<>();
        for (int i = 0; i < judged.size(); i++) {
            boolean only = confirmed.size() == 1 && confirmed.containsKey(alternatives.get(i));
            Candidate one = judged.get(i);
            proposals.add(proposal(only
                    ? one.with(one.most().less(), "the name may mean " + others(alternatives, i) + ", too; the rows decide")
                    : one.with(Confidence.NONE, "the name may mean " + others(alternatives, i)
                            + " as well, and the rows do not tell which")));
        }
        return proposals;
    }

    private static String others(List<Candidate> alternatives, int own) {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < alternatives.size(); i++) {
            if (i != own) {
                names.add(alternatives.get(i).key().referenced().toString());
            }
        }
        return String.join(" or ", names);
    }

    private static Candidate judge(Candidate candidate, Rows found) {
        ForeignKey key = candidate.key();
        String parent = key.referenced().name() + "." + String.join(", ", key.referencedColumns());
        if (found.rows() == 0) {
            return candidate.with(candidate.most().less(), key.referencing().name()
                    + " has no row with a value there: nothing to confirm it");
        }
        if (found.confirm()) {
            return candidate.with(candidate.most(), (found.values() == 1
                    ? "the only value" : "all " + number(found.values()) + " distinct values") + " of "
                    + number(found.rows()) + (found.rows() == 1 ? " row" : " rows") + (found.values() == 1 ? " exists in " : " exist in ")
                    + parent);
        }
        String orphans = "of " + number(found.rows()) + " rows with a value, " + number(found.orphans())
                + (found.orphans() == 1 ? " has one that does not exist in " : " have one that does not exist in ") + parent;
        boolean few = candidate.most() == Confidence.HIGH && found.orphans() <= found.rows() / ROWS_FOR_AN_ORPHAN;
        return few
                ? candidate.with(Confidence.LOW, orphans + ": orphans, or no key")
                : candidate.with(Confidence.NONE, orphans);
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** What the rows say, or nothing and why not. */
    private Optional<Rows> rows(ForeignKey key, List<String> why) throws SQLException {
        for (TableName table : new LinkedHashSet<>(List.of(key.referencing(), key.referenced()))) {
            if (!hidden.containsKey(table)) {
                hidden.put(table, sql.hidden(connection, graph.table(table)));
            }
            if (hidden.get(table).isPresent()) {
                why.add("the rows could not be looked at: " + hidden.get(table).get());
                return Optional.empty();
            }
        }
        try {
            return Optional.of(sql.onlyLooking(connection, () -> evidence(key)));
        } catch (PlanRefusedException e) {
            why.add("the rows could not be looked at: " + e.getMessage());
            return Optional.empty();
        } catch (SQLException e) {
            if (!connection.isValid(SECONDS_TO_ANSWER)) {
                throw e;
            }
            why.add("the rows could not be looked at: the database says: " + CheckQueries.words(e));
            return Optional.empty();
        }
    }

    private Rows evidence(ForeignKey key) throws SQLException {
        try (Statement statement = CheckQueries.statement(connection)) {
            statement.setMaxRows(0);
            try (ResultSet row = statement.executeQuery(sql.evidence(graph, key))) {
                row.next();
                return new Rows(row.getLong(1), row.getLong(2), row.getLong(3));
            }
        }
    }

    private Proposal proposal(Candidate candidate) {
        return new Proposal(candidate.key(), candidate.most(), candidate.evidence(), text.of(candidate.key()));
    }
}

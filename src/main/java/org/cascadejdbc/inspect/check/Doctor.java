package org.cascadejdbc.inspect.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.cascadejdbc.engine.CheckQueries;
import org.cascadejdbc.run.DeclaredKeys;
import org.cascadejdbc.run.Inquiry;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Stranger;
import org.cascadejdbc.schema.Table;

/**
 * Examines a database: its relations, its keys, and all rows that have a value in a key's columns. The rows are counted in
 * the database, one query a key; none but a few samples comes here. Nothing is changed.
 *
 * <p>What cannot be asked is a problem of its own ({@link Problem.Kind#NOT_CHECKED}): silence means that all is well.
 */
public final class Doctor {
    /** What is told while it works: before each key, and once at the end with {@code step} after the last. */
    @FunctionalInterface
    public interface Progress {
        void step(int step, int steps, String table, String key, Duration elapsed);
    }

    /**
     * What was found.
     *
     * @param keys how many keys' rows were looked at
     * @param skipped how many keys are in other schemas than were asked for
     * @param orphanRepair the statements after which no key has orphans
     */
    public record Diagnosis(
            List<Problem> problems, int keys, int skipped, List<String> orphanRepair, Duration elapsed) {
        public Diagnosis {
            problems = List.copyOf(problems);
            orphanRepair = List.copyOf(orphanRepair);
        }
    }

    private final Inquiry inquiry;
    private final Set<String> schemas;
    private final int samples;
    private final Progress progress;

    /**
     * One for that session.
     *
     * @param schemas those whose keys are examined, empty for all
     * @param samples how many orphans of a key are shown at most
     */
    public Doctor(Inquiry inquiry, Set<String> schemas, int samples, Progress progress) {
        this.inquiry = inquiry;
        this.schemas = Set.copyOf(schemas);
        this.samples = samples;
        this.progress = progress;
    }

    /** In autocommit, so that no question's failure spoils the next one, and no snapshot is held for longer than a query. */
    public Diagnosis examine() throws SQLException {
        Connection connection = inquiry.connection();
        boolean autoCommit = connection.getAutoCommit();
        if (!autoCommit) {
            connection.setAutoCommit(true);
        }
        try {
            return examine(connection);
        } finally {
            if (!autoCommit) {
                connection.setAutoCommit(false);
            }
        }
    }

    private Diagnosis examine(Connection connection) throws SQLException {
        long begun = System.nanoTime();
        DeclaredKeys declared = inquiry.declared();
        RelationCheck relations = new RelationCheck(declared);
        KeyGraph graph = relations.graph();
        Predicate<String> wanted = schema -> schemas.isEmpty() || schemas.contains(schema);
        List<ForeignKey> keys = graph.keys().stream()
                .filter(key -> !key.mismatched())
                .filter(key -> wanted.test(key.referencing().schema()) || wanted.test(key.referenced().schema()))
                .toList();
        CheckQueries sql = inquiry.engine().checkQueries();

        List<Problem> problems = new ArrayList<>(relations.problems());
        Map<ForeignKey, Orphans.Found> orphaned = new LinkedHashMap<>();
        Orphans orphans = new Orphans(connection, sql, graph, samples);
        int step = 0;
        for (ForeignKey key : keys) {
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);
            progress.step(++step, keys.size(), key.referencing().toString(), key.name(), elapsed);
            Optional<Problem> hidden = orphans.hidden(key);
            hidden.ifPresent(problems::add);
            if (hidden.isEmpty()) {
                orphans.look(key, problems).ifPresent(found -> orphaned.put(key, found));
            }
        }
        Map<ForeignKey, Boolean> choice = new LinkedHashMap<>();
        orphaned.keySet().stream()
                .filter(key -> stranger(graph, key).isEmpty())
                .forEach(key -> choice.put(key, OrphanRepair.deletesByDefault(graph, key)));
        orphaned.forEach((key, found) -> problems.add(orphans.problem(key, found)));
        KeyCheck keyCheck = new KeyCheck(connection, sql, graph, keys);
        problems.addAll(keyCheck.broken(wanted));
        problems.addAll(keyCheck.unenforced(declared));
        problems.addAll(keyCheck.unindexed());
        problems.addAll(relations.differences(keys, sql));
        problems.addAll(keyCheck.portability());
        problems.sort((one, other) -> one.severity().compareTo(other.severity()));
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);
        progress.step(keys.size() + 1, keys.size(), null, null, elapsed);
        return new Diagnosis(problems, keys.size(), graph.keys().size() - keys.size(),
                new OrphanRepair(graph, sql, choice).statements(), elapsed);
    }

    /** The tables of a key, each once. */
    static Set<Table> tables(KeyGraph graph, ForeignKey key) {
        return new LinkedHashSet<>(List.of(graph.table(key.referencing()), graph.table(key.referenced())));
    }

    /** A stranger to whom a table of that key belongs: what checks its rows runs code of the stranger's as whoever executes it. */
    static Optional<Stranger> stranger(KeyGraph graph, ForeignKey key) {
        return tables(graph, key).stream().flatMap(table -> table.strangers().stream()).findFirst();
    }

    /** {@code orders_customer (customer_id -> shop.customer.id)}. */
    static String named(ForeignKey key) {
        return key.name() + ", " + key.referencing() + " (" + String.join(", ", key.columns()) + ") -> " + key.referenced()
                + " (" + String.join(", ", key.referencedColumns()) + ")";
    }
}

package org.cascadejdbc.inspect.check;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.cascadejdbc.engine.CheckQueries;
import org.cascadejdbc.inspect.PortabilityLint;
import org.cascadejdbc.inspect.PortabilityRisk;
import org.cascadejdbc.inspect.check.Problem.Kind;
import org.cascadejdbc.inspect.check.Problem.Severity;
import org.cascadejdbc.physical.SessionContext;
import org.cascadejdbc.run.DeclaredKeys;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Stranger;
import org.cascadejdbc.schema.Table;

/** What is wrong with keys themselves, whatever their rows are. */
final class KeyCheck {
    private final Connection connection;
    private final CheckQueries sql;
    private final KeyGraph graph;
    private final List<ForeignKey> keys;

    KeyCheck(Connection connection, CheckQueries sql, KeyGraph graph, List<ForeignKey> keys) {
        this.connection = connection;
        this.sql = sql;
        this.graph = graph;
        this.keys = keys;
    }

    /** Keys that are in no graph, because what they reference is not there. */
    List<Problem> broken(Predicate<String> wanted) throws SQLException {
        List<Problem> problems = new ArrayList<>();
        for (CheckQueries.BrokenKey key : sql.broken(connection, graph)) {
            if (wanted.test(key.table().schema())) {
                long rows = rows(key);
                problems.add(new Problem(Kind.BROKEN_KEY, Severity.ERROR, key.table().toString(), key.name(),
                        Math.max(rows, 0), List.of(),
                        "the key " + key.name() + " of " + key.table() + " (" + String.join(", ", key.columns())
                                + ") cannot work: " + key.why() + ". "
                                + (rows < 0 ? "Its rows could not be counted" : "Rows that have a value there: " + rows),
                        List.of()));
            }
        }
        return problems;
    }

    private long rows(CheckQueries.BrokenKey key) {
        try (Statement statement = CheckQueries.statement(connection);
                ResultSet row = statement.executeQuery(key.rows())) {
            return row.next() ? row.getLong(1) : -1;
        } catch (SQLException e) {
            return -1;
        }
    }

    /** Declared keys that the database does not watch, or has not always watched. */
    List<Problem> unenforced(DeclaredKeys declared) throws SQLException {
        List<Problem> problems = new ArrayList<>();
        if (!declared.sessionContext().keysEnforced()) {
            CheckQueries.Flaw flaw = sql.sessionFlaw();
            problems.add(new Problem(Kind.NOT_ENFORCED, Severity.WARNING, null, null, "no key is enforced on these connections: "
                    + flaw.why() + ". " + (declared.sessionContext().keys() == SessionContext.Keys.SWITCHED_OFF
                            ? "They rest: without a relation or cascade.strategy=emulate nobody carries them out, and"
                            : "cascade-jdbc carries the rules of its DELETEs out, but")
                    + " nothing keeps INSERTs and UPDATEs from making orphans. Switch it on where connections are made",
                    List.of(new Remedy("switch it on, for each connection", flaw.repair()))));
        }
        Set<List<Object>> told = new HashSet<>();
        for (CheckQueries.Flaw flaw : sql.flaws(connection, graph)) {
            for (ForeignKey key : keys) {
                if (key.referencing().equals(flaw.table()) && key.name().equals(flaw.key())
                        && told.add(List.of(key.pairing(), flaw.why()))) {
                    Optional<Stranger> stranger = Doctor.stranger(graph, key);
                    boolean repairable = !flaw.repair().isEmpty() && stranger.isEmpty();
                    String what = stranger.map(other -> ". Let " + other.role() + " repair it: " + other.danger())
                            .orElse(repairable ? ". Repair the orphans, then run the repair" : "");
                    problems.add(new Problem(Kind.NOT_ENFORCED, Severity.WARNING, key.referencing().toString(), key.name(),
                            "the key " + Doctor.named(key) + " cannot be relied on: " + flaw.why() + what,
                            repairable ? List.of(new Remedy("let the database enforce it", flaw.repair())) : List.of()));
                }
            }
        }
        return problems;
    }

    /** Keys whose referencing rows are found by reading the whole table; keys by the same columns are told once. */
    List<Problem> unindexed() throws SQLException {
        List<Problem> problems = new ArrayList<>();
        Set<List<Object>> told = new HashSet<>();
        for (ForeignKey key : keys) {
            Table table = graph.table(key.referencing());
            if (table.kind() != Table.Kind.VIEW && !graph.isIndexed(key)
                    && told.add(List.of(table.name(), new HashSet<>(key.columns())))) {
                problems.add(new Problem(Kind.MISSING_INDEX, Severity.WARNING, table.toString(), key.name(),
                        "no index on " + table + " (" + String.join(", ", key.columns()) + "), by which it references "
                                + key.referenced() + ": each DELETE from " + key.referenced() + " reads all of " + table
                                + ". Create one",
                        List.of(new Remedy("create the index", List.of(sql.createIndex(connection, key))))));
            }
        }
        return problems;
    }

    List<Problem> portability() {
        List<Problem> problems = new ArrayList<>();
        Set<ForeignKey> wanted = new HashSet<>(keys);
        for (PortabilityRisk risk : PortabilityLint.of(graph)) {
            ForeignKey last = risk.path().get(risk.path().size() - 1);
            if (wanted.contains(last)) {
                problems.add(new Problem(Kind.PORTABILITY, Severity.INFO, last.referencing().toString(), last.name(),
                        risk.message() + ". Keys: "
                                + String.join("; ", risk.path().stream().map(Doctor::named).distinct().toList())
                                + ". Matters only if such keys are to be declared there: cascade-jdbc carries them out alike"
                                + " everywhere", List.of()));
            }
        }
        return problems;
    }
}

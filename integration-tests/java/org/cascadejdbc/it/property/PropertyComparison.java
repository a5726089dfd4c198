package org.cascadejdbc.it.property;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Mode;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Space;

/** A generated schema twice: with native keys, and ours. Compares what DELETEs do on both, and with the law. */
final class PropertyComparison implements AutoCloseable {
    private static final String NOT_SUPPORTED = "0A000";
    private static final int GOES_ROUND = 6575;

    /**
     * How a comparison ended.
     *
     * @param mismatch what is wrong, {@code null} if nothing is
     * @param tolerance by what class a difference is tolerated, {@code null} if there is none
     * @param refused whether we refuse the DELETE as not possible on such a schema
     */
    record Verdict(String mismatch, PropertyTolerance tolerance, boolean refused) {
        static final Verdict EQUAL = new Verdict(null, null, false);
        static final Verdict REFUSED = new Verdict(null, null, true);

        static Verdict wrong(String what) {
            return new Verdict(what, null, false);
        }

        static Verdict tolerated(PropertyTolerance tolerance) {
            return new Verdict(null, tolerance, false);
        }
    }

    private final PropertyCase schema;
    private final PropertySpace twin;
    private final PropertySpace ours;
    private final List<Connection> connections = new ArrayList<>();
    private final Connection twinConnection;
    private final Connection ourConnection;
    private final Connection plain;
    private final PropertyExplanation explanation;

    PropertyComparison(PropertyCase schema) throws SQLException {
        this.schema = schema;
        Database database = schema.database();
        boolean hasTwin = !database.isMySql()
                || schema.keys().stream().noneMatch(key -> key.rule() == DeleteRule.SET_DEFAULT);
        this.twin = hasTwin ? PropertySpace.create(schema, schema.keys(), database.twin()) : null;
        try {
            this.ours = PropertySpace.create(schema, schema.declared(), database);
        } catch (SQLException | RuntimeException e) {
            if (twin != null) {
                twin.close();
            }
            throw e;
        }
        this.twinConnection = hasTwin ? open(twin.space().enforcing()) : null;
        this.ourConnection = open(dataSource(schema, ours.space(), Map.of()));
        this.plain = hasTwin ? twinConnection : open(ours.space().dataSource());
        this.explanation = new PropertyExplanation(schema, hasTwin ? twin : ours);
    }

    private Connection open(DataSource dataSource) throws SQLException {
        Connection connection = dataSource.getConnection();
        connections.add(connection);
        return connection;
    }

    /** Our side of a schema. */
    static DataSource dataSource(PropertyCase schema, Space space, Map<String, String> more) {
        Map<String, String> options = new HashMap<>(more);
        if (schema.mode() == Mode.EMULATE) {
            options.put("cascade.strategy", "emulate");
        } else if (schema.mode() == Mode.KEEP) {
            options.put("cascade.sqliteForeignKeys", "keep");
        }
        List<String> relations = schema.relations().stream().map(key -> space.say(key.alterTable())).toList();
        return relations.isEmpty()
                ? Ours.over(space.dataSource(), options)
                : Ours.withRelationsFile(space.dataSource(), options, relations);
    }

    Verdict compare(PropertyDelete delete) throws SQLException {
        PropertyAnswer our = PropertyAnswer.of(ours, ourConnection, delete);
        if (our.state().equals(NOT_SUPPORTED)) {
            return isUnidentified(our)
                    ? Verdict.REFUSED
                    : Verdict.wrong("was refused as not supported: " + our);
        }
        if (schema.database() == Database.MYSQL_OFF && our.failed() && our.failure().getErrorCode() == GOES_ROUND
                && our.failure().getMessage().contains("innodb_native_foreign_keys=ON")) {
            return Verdict.REFUSED; // in our words; such a server itself says no more
        }
        List<Set<String>> matches = (twin == null ? ours : twin).matches(plain, delete);
        List<PropertyLaw.Answer> law = explanation.law(delete, matches);
        String ourDifference = explanation.difference(our, law, delete);
        if (twin == null) {
            boolean counts = schema.mode() == Mode.MIXED && !our.failed() && law.stream().noneMatch(PropertyLaw.Answer::refused)
                    && explanation.onlyCountsOverlap(our, law, delete); // what is native in it, MySQL itself counts
            PropertyTolerance held = ourDifference == null ? PropertyTolerance.NO_TWIN
                    : counts ? PropertyTolerance.OVERLAP_COUNT : explanation.heldBy(our, law);
            return held != null ? Verdict.tolerated(held) : Verdict.wrong(ourDifference + "\nwas " + our);
        }
        PropertyAnswer nativeAnswer = PropertyAnswer.of(twin, twinConnection, delete);
        String lawDifference = explanation.difference(nativeAnswer, law, delete);
        PropertyTolerance why =
                lawDifference == null ? null : explanation.explain(nativeAnswer, law, delete);
        if (lawDifference != null && why == null) {
            return Verdict.wrong("the twin differs from the law: " + lawDifference + "\nthe twin was " + nativeAnswer
                    + "\nwe " + our);
        }
        if (our.same(nativeAnswer)) {
            return Verdict.EQUAL;
        }
        if (why == null && delete.way() == PropertyDelete.Way.BATCH && ourDifference == null) {
            why = explanation.explain(nativeAnswer, law, delete); // of some entry
        }
        if (schema.database().isInMemory() && why == null && ourDifference == null && our.failed() && nativeAnswer.failed()) {
            why = explanation.explain(nativeAnswer, law, delete); // for which reason is told is its own
        }
        boolean passedOn = schema.mode() == Mode.AUTO && schema.database() != Database.MYSQL_OFF && !schema.database().isInMemory();
        if (passedOn && why == PropertyTolerance.OVERLAP_COUNT && our.sameButCounts(nativeAnswer)
                && explanation.explain(our, law, delete) == PropertyTolerance.OVERLAP_COUNT) {
            return Verdict.tolerated(why); // the same statement on the same server, which found the rows in another order
        }
        if (passedOn && schema.database().isMySql()
                && isLive(why, ourDifference, explanation.explain(our, law, delete), lawDifference)) {
            return Verdict.tolerated(PropertyTolerance.LIVE_PREDICATE);
        }
        PropertyTolerance between = passedOn ? null : explanation.between(our, nativeAnswer, law, delete);
        boolean alsoRefused = between == PropertyTolerance.TRIGGERED_CHANGE && nativeAnswer.failed()
                && our.content().equals(nativeAnswer.content());
        if (!passedOn && (ourDifference == null || alsoRefused || between == PropertyTolerance.WATCHED_KEY
                || between == PropertyTolerance.WATCHED_RING)) {
            PropertyTolerance tolerance = why != null ? why : between;
            if (tolerance != null) {
                return Verdict.tolerated(tolerance);
            }
        }
        return Verdict.wrong("expected " + nativeAnswer + "\nwas " + our + (lawDifference == null ? "" : "\n(the twin by "
                + why + ": " + lawDifference + ")") + (ourDifference == null ? "" : "\n(the law: " + ourDifference + ")"));
    }

    /** Whether we refuse since a table has nothing by which its rows are known. */
    private boolean isUnidentified(PropertyAnswer our) {
        return (schema.database().isMySql() || schema.database() == Database.HSQLDB)
                && our.failure().getMessage().contains("unique key of NOT NULL");
    }

    /**
     * Whether the same statement on the same server reads the predicate's tables before it deletes, and on the twin while it
     * deletes, or the other way round: MySQL's plan ("buffered" or "immediate") depends on its statistics. One of the two is
     * what the law says. Shown by {@code MysqlLivePredicateIT}.
     */
    private static boolean isLive(
            PropertyTolerance twin, String ourDifference, PropertyTolerance our, String twinDifference) {
        return (ourDifference == null && twin == PropertyTolerance.LIVE_PREDICATE)
                || (twinDifference == null && our == PropertyTolerance.LIVE_PREDICATE);
    }

    /** With {@code cascade.maxRows} of one less than the rows concerned nothing happens, with as many everything. */
    Verdict limited(PropertyDelete delete) throws SQLException {
        List<PropertyLaw.Answer> law =
                explanation.law(delete, (twin == null ? ours : twin).matches(plain, delete));
        int touched = law.get(0).touched();
        if (touched < 2 || delete.way() == PropertyDelete.Way.BATCH) {
            return Verdict.EQUAL;
        }
        for (int maxRows : Set.of(touched - 1, touched)) {
            DataSource limited = dataSource(schema, ours.space(), Map.of("cascade.maxRows", String.valueOf(maxRows)));
            try (Connection connection = limited.getConnection()) {
                PropertyAnswer our = PropertyAnswer.of(ours, connection, delete);
                if (our.state().equals(NOT_SUPPORTED) && isUnidentified(our)) {
                    return Verdict.REFUSED;
                }
                String difference = explanation.difference(our, law, delete);
                boolean right = maxRows == touched
                        ? difference == null || explanation.heldBy(our, law) != null || midway(our, law, delete)
                        : our.refusedForIntegrity() && our.content().equals(ours.initial())
                                && (law.get(0).refused() || our.failure().getMessage().contains("maxRows"));
                if (!right) {
                    return Verdict.wrong("with maxRows=" + maxRows + " of " + touched + ": " + difference + "\nwas " + our);
                }
            }
        }
        return Verdict.EQUAL;
    }

    /** Whether we were refused, by keys that the database carries out in ours, as the twin may be. */
    private boolean midway(PropertyAnswer our, List<PropertyLaw.Answer> law, PropertyDelete delete) throws SQLException {
        return our.refusedForIntegrity() && explanation.explain(our, law, delete) == PropertyTolerance.ROW_BY_ROW;
    }

    @Override
    public void close() throws SQLException {
        Set<Connection> open = new HashSet<>(connections);
        for (Connection connection : open) {
            connection.close();
        }
        if (twin != null) {
            twin.close();
        }
        ours.close();
    }
}

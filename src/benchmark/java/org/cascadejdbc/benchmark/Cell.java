package org.cascadejdbc.benchmark;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.RunningServers;

/**
 * One database, shape, kind of keys and latency: the contenders delete in turn, another one first in each round, so
 * that what disturbs the machine disturbs all of them, and each delete is compared with the native one of its round.
 */
final class Cell {
    private static final int COUNTED = 8;
    private static final int FEWEST_ROUNDS = 3;

    private final Fixtures fixtures;
    private final double latency;
    private final Options options;
    private final Map<Way, Contender> contenders = new EnumMap<>(Way.class);
    private final Map<Way, Result> results = new EnumMap<>(Way.class);
    /** How many seconds each contender has deleted. */
    private final Map<Way, Double> spent = new EnumMap<>(Way.class);

    Cell(Fixtures fixtures, double latency, Options options) {
        this.fixtures = fixtures;
        this.latency = latency;
        this.options = options;
    }

    Fixtures fixtures() {
        return fixtures;
    }

    double latency() {
        return latency;
    }

    /** By contender; the native one first. */
    Map<Way, Result> results() {
        return results;
    }

    void run(Map<Way, CallCounter.Counts> counts) throws SQLException {
        Engine engine = fixtures.engine();
        try (Forwarder forwarder = latency == 0 ? null : new Forwarder(engine.url("x"), latency)) {
            for (Way way : fixtures.ways()) {
                String url = fixtures.of(way).url() + way.parameters(engine);
                DataSource driver = RunningServers.dataSource(forwarder == null ? url : forwarder.through(url));
                contenders.put(way, way.open(driver, fixtures.of(way), fixtures.keys()));
                results.put(way, Result.of(way, counts.get(way)));
            }
            measure();
        } finally {
            for (Contender contender : contenders.values()) {
                contender.close(); // or its locks would keep the tables from being dropped
            }
        }
        fixtures.check();
    }

    private void measure() throws SQLException {
        Shape shape = fixtures.shape();
        double seconds = shape.committed() ? options.seconds() : 2 * options.seconds();
        rounds(seconds / 4, false, false); // the JIT compilers', the drivers' and the servers' warming
        rounds(seconds, false, true);
        if (shape.name().equals("S1")) {
            rounds(options.seconds() / 10, true, false);
            rounds(options.seconds() / 2, true, true);
        }
    }

    private void rounds(double seconds, boolean autocommit, boolean recorded) throws SQLException {
        for (Map.Entry<Way, Contender> entry : contenders.entrySet()) {
            boolean atomic = entry.getKey().isAtomic(fixtures.engine());
            entry.getValue().connection().setAutoCommit(autocommit && atomic);
        }
        spent.clear();
        if (!recorded && !fixtures.shape().committed()) {
            // thousands of statements each: warm when they have been counted
            contenders.keySet().stream().filter(Way::isRowByRow).forEach(way -> spent.put(way, seconds));
        }
        long end = System.nanoTime() + (long) (seconds * 1e9);
        int fewest = recorded ? FEWEST_ROUNDS : 1;
        for (int round = 0; round < fewest || System.nanoTime() < end; round++) {
            Map<Way, Double> times = round(round, seconds, autocommit);
            if (recorded) {
                record(times, autocommit);
            }
        }
    }

    private Map<Way, Double> round(int number, double seconds, boolean autocommit) throws SQLException {
        List<Way> ways = new ArrayList<>(contenders.keySet());
        Map<Way, Double> times = new EnumMap<>(Way.class);
        for (int i = 0; i < ways.size(); i++) {
            Way way = ways.get((i + number) % ways.size());
            double before = spent.getOrDefault(way, 0.0);
            // who needs so much longer would eat up the others' time
            if (way == Way.NATIVE || before < (way.isRowByRow() ? seconds / 3 : seconds)) {
                double millis = once(way, autocommit);
                times.put(way, millis);
                spent.put(way, before + millis / 1000);
            }
        }
        return times;
    }

    private double once(Way way, boolean autocommit) throws SQLException {
        Contender contender = contenders.get(way);
        int target = fixtures.of(way).next();
        boolean ownCommit = !contender.connection().getAutoCommit();
        long start = System.nanoTime();
        contender.delete(target);
        if (autocommit && ownCommit) {
            contender.commit();
        }
        double millis = (System.nanoTime() - start) / 1e6;
        if (!autocommit) {
            fixtures.end(contender);
        }
        return millis;
    }

    private void record(Map<Way, Double> times, boolean autocommit) {
        double reference = times.get(Way.NATIVE);
        times.forEach((way, millis) -> {
            Result result = results.get(way);
            if (autocommit) {
                result.autocommit().add(millis / reference);
            } else {
                result.millis().add(millis);
                result.ratios().add(millis / reference);
            }
        });
    }

    /** What each contender sends for one delete when it has done some already, with a check of what it deleted. */
    static Map<Way, CallCounter.Counts> count(Fixtures fixtures) throws SQLException {
        Map<Way, CallCounter.Counts> counts = new EnumMap<>(Way.class);
        for (Way way : fixtures.ways()) {
            Fixture fixture = fixtures.of(way);
            String url = fixture.url() + way.parameters(fixtures.engine());
            try (Forwarder forwarder = fixtures.engine().overNetwork() ? new Forwarder(url, 0) : null) {
                CallCounter tally = new CallCounter();
                DataSource driver = RunningServers.dataSource(forwarder == null ? url : forwarder.through(url));
                try (Contender contender = way.open(tally.over(driver), fixture, fixtures.keys())) {
                    contender.connection().setAutoCommit(false);
                    long start = System.nanoTime();
                    int unseen = way.isRowByRow() && !fixtures.shape().committed() ? 0 : COUNTED - 1;
                    for (int i = 0; i < unseen && System.nanoTime() - start < 1_000_000_000L; i++) {
                        contender.delete(fixture.next());
                        fixtures.end(contender);
                    }
                    Map<String, Long> before = fixture.count(contender.connection());
                    int target = fixture.next();
                    tally.reset();
                    long messages = forwarder == null ? 0 : forwarder.roundTrips();
                    contender.delete(target);
                    counts.put(way, tally.counts(forwarder == null ? -1 : forwarder.roundTrips() - messages));
                    fixtures.check(way, before, fixture.count(contender.connection()));
                    fixtures.end(contender);
                }
            }
        }
        return counts;
    }
}

package org.cascadejdbc.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Makes the same JDBC calls through the library and on the native twin: what they tell must be the same. */
public final class SideBySide {
    /** Calls that write down what they see. */
    @FunctionalInterface
    public interface Calls {
        /** Each line says what it is about, since it is compared alone. */
        void make(Schema schema, Connection connection, List<String> told) throws SQLException;
    }

    private SideBySide() {}

    /** Compares virtual keys and emulated declared ones, and returns what was told. */
    public static List<String> compare(Database database, Scenario scenario, String parameters, Calls calls)
            throws SQLException {
        return compare(database, scenario, parameters, parameters, calls);
    }

    /** The same with other parameters of the URL on the native twin. */
    public static List<String> compare(
            Database database, Scenario scenario, String parameters, String nativeParameters, Calls calls)
            throws SQLException {
        List<String> expected = new ArrayList<>();
        try (Space space = Space.create(database.twin())) {
            Schema schema = Schema.build(scenario, space, Schema.Keys.AS_WANTED);
            try (Connection connection = with(space.enforcing(), nativeParameters).getConnection()) {
                calls.make(schema, connection, expected);
            }
        }
        for (Mode mode : List.of(Mode.VIRTUAL, Mode.EMULATE)) {
            try (Space space = Space.create(database)) {
                boolean virtual = mode == Mode.VIRTUAL;
                Schema schema = Schema.build(
                        scenario, space, virtual ? Schema.Keys.ABSENT : Schema.Keys.AS_WANTED);
                UrlDataSource delegate = with(space.dataSource(), parameters);
                DataSource ours = virtual
                        ? Ours.withRelations(delegate, Map.of(), scenario.keys())
                        : Ours.over(delegate, Map.of("cascade.strategy", "emulate"));
                List<String> actual = new ArrayList<>();
                try (Connection connection = ours.getConnection()) {
                    calls.make(schema, connection, actual);
                }
                assertThat(differences(expected, actual)).as("%s %s %s", database, mode, parameters).isEmpty();
            }
        }
        return expected;
    }

    private static List<String> differences(List<String> expected, List<String> actual) {
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
            String wanted = i < expected.size() ? expected.get(i) : "nothing";
            String was = i < actual.size() ? actual.get(i) : "nothing";
            if (!wanted.equals(was)) {
                differences.add("\nexpected " + wanted + "\n     was " + was);
            }
        }
        return differences;
    }

    /** The same URL with more parameters. */
    public static UrlDataSource with(UrlDataSource dataSource, String parameters) {
        String url = dataSource.url();
        return parameters.isEmpty() ? dataSource
                : new UrlDataSource(url + (url.contains("?") ? "&" : "?") + parameters);
    }

    /** What a program may look at in an exception, without its words. */
    public static String describe(SQLException e) {
        if (e instanceof BatchUpdateException batch) {
            SQLException next = e.getNextException();
            return "batch " + Arrays.toString(batch.getUpdateCounts()) + " "
                    + Arrays.toString(batch.getLargeUpdateCounts()) + " " + kind(e)
                    + (next == null ? "" : " then " + kind(next));
        }
        return kind(e);
    }

    private static String kind(SQLException e) {
        boolean extended = e.getSQLState() == null; // SQLite's extended codes
        return e.getSQLState() + "/" + (extended ? e.getErrorCode() & 0xff : e.getErrorCode());
    }
}

package org.cascadejdbc.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form of {@link PostgresqlForms} in every way to execute it, compared with the native twin. */
class PostgresqlFormsIT {
    static Stream<Scenario> tables() {
        return PostgresqlForms.tables().stream();
    }

    static Stream<Scenario> keys() {
        return PostgresqlForms.keys().stream();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void everyWayToExecute(Scenario scenario) throws SQLException {
        compare(scenario, FormTrial.all());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void everyKindOfKey(Scenario scenario) throws SQLException {
        compare(scenario, FormTrial.all().stream().filter(trial -> trial.call() == FormTrial.Call.EXECUTE).toList());
    }

    static void compare(Scenario scenario, List<FormTrial> trials) throws SQLException {
        Map<String, String> expected = new LinkedHashMap<>();
        try (Space space = Space.create(Database.POSTGRESQL)) {
            tell(Schema.build(scenario, space, Schema.Keys.AS_WANTED), space.dataSource(), trials, expected);
        }
        List<String> differences = new ArrayList<>();
        for (Mode mode : List.of(Mode.VIRTUAL, Mode.OVERRIDDEN, Mode.EMULATE)) {
            try (Space space = Space.create(Database.POSTGRESQL)) {
                Map<String, String> actual = new LinkedHashMap<>();
                tell(Schema.build(scenario, space, declared(mode)), ours(scenario, space, mode), trials, actual);
                expected.forEach((trial, told) -> {
                    if (!told.equals(actual.get(trial))) {
                        differences.add("\n" + mode + " " + trial + "\nexpected " + told + "     was "
                                + actual.get(trial));
                    }
                });
            }
        }
        assertThat(differences).as("%s, %d trials in each mode", scenario, expected.size()).isEmpty();
    }

    private static Schema.Keys declared(Mode mode) {
        return switch (mode) {
            case VIRTUAL -> Schema.Keys.ABSENT;
            case OVERRIDDEN -> Schema.Keys.NO_ACTION;
            default -> Schema.Keys.AS_WANTED;
        };
    }

    private static DataSource ours(Scenario scenario, Space space, Mode mode) {
        return mode.needsRelations()
                ? Ours.withRelations(space.dataSource(), Map.of(), scenario.keys())
                : Ours.over(space.dataSource(), Map.of("cascade.strategy", "emulate"));
    }

    private static void tell(Schema schema, DataSource dataSource, List<FormTrial> trials, Map<String, String> told)
            throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            for (Delete form : schema.scenario().deletes()) {
                for (FormTrial trial : trials) {
                    told.put(trial + " " + form, trial.run(schema, connection, form));
                }
            }
        }
    }
}

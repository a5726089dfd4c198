package org.cascadejdbc.it.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Delete;
import org.cascadejdbc.it.support.Mode;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Schema;
import org.cascadejdbc.it.support.Space;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every form that may return rows, {@link PostgresqlForms} and {@link SqliteForms}, and every one of those databases that
 * return none, {@link PlainForms}, in every way to execute it, compared with the native twin.
 */
class FormsIT {
    private static Stream<Arguments> on(Database database, List<Scenario> scenarios) {
        return Database.chosen().contains(database)
                ? scenarios.stream().map(scenario -> Arguments.of(database, scenario))
                : Stream.empty();
    }

    static Stream<Arguments> tables() {
        return Stream.concat(
                Stream.concat(on(Database.POSTGRESQL, PostgresqlForms.tables()), on(Database.SQLITE, SqliteForms.tables())),
                inMemory(PlainForms::tables));
    }

    private static Stream<Arguments> inMemory(Function<Database, List<Scenario>> scenarios) {
        return Stream.of(Database.values()).filter(Database::isInMemory).flatMap(each -> on(each, scenarios.apply(each)));
    }

    static Stream<Arguments> keys() {
        return Stream.concat(
                Stream.concat(on(Database.POSTGRESQL, PostgresqlForms.keys()), on(Database.SQLITE, SqliteForms.keys())),
                inMemory(PlainForms::keys));
    }

    @ParameterizedTest(allowZeroInvocations = true) // on a database without such forms
    @MethodSource("tables")
    void everyWayToExecute(Database database, Scenario scenario) throws SQLException {
        compare(database, scenario, FormTrial.all(database));
    }

    @ParameterizedTest(allowZeroInvocations = true) // on a database without such forms
    @MethodSource("keys")
    void everyKindOfKey(Database database, Scenario scenario) throws SQLException {
        compare(database, scenario, FormTrial.all(database).stream().filter(FormTrial::isPlainExecute).toList());
    }

    static void compare(Database database, Scenario scenario, List<FormTrial> trials) throws SQLException {
        Map<String, String> expected = new LinkedHashMap<>();
        try (Space space = Space.create(database)) {
            tell(Schema.build(scenario, space, Schema.Keys.AS_WANTED), space.enforcing(), trials, expected);
        }
        List<String> differences = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            if (mode == Mode.AUTO || !scenario.modes(database).contains(mode)) {
                continue; // natively, as a rule
            }
            try (Space space = Space.create(database)) {
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
        return switch (mode) {
            case VIRTUAL, OVERRIDDEN -> Ours.withRelations(space.dataSource(), Map.of(), scenario.keys());
            case EMULATE -> Ours.over(space.dataSource(), Map.of("cascade.strategy", "emulate"));
            case KEEP -> Ours.over(space.dataSource(), Map.of("cascade.sqliteForeignKeys", "keep"));
            default -> throw new IllegalArgumentException(mode.name());
        };
    }

    private static void tell(Schema schema, DataSource dataSource, List<FormTrial> trials, Map<String, String> told)
            throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            for (Delete form : schema.scenario().deletes()) {
                for (FormTrial trial : trials) {
                    if (trial.fits(form)) {
                        told.put(trial + " " + form, trial.run(schema, connection, form));
                    }
                }
            }
        }
    }
}

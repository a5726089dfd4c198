package org.cascadejdbc.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.api.Assertions;
import org.cascadejdbc.DeleteRule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random graphs against the law. {@code -Dgraphs=2000 -Dfirst=1} for more of them than every build needs: a seed that
 * once failed becomes a scenario of its own.
 */
class RandomGraphIT {
    /** On a server a graph takes a tenth of a second and more, mostly for its tables. */
    private static final int GRAPHS_ON_SERVERS = 4;

    private static final int GRAPHS = 40;
    private static final int FIRST = Integer.getInteger("first", 1);
    private static final int SHOWN = 6;

    static Stream<Arguments> everywhere() {
        return Stream.of(Database.values())
                .flatMap(database -> Stream.of(Mode.values())
                        .filter(mode -> mode != Mode.KEEP || database == Database.SQLITE)
                        .map(mode -> Arguments.of(database, mode)));
    }

    /** The same content and count as the law's, or a refusal where it refuses. */
    @ParameterizedTest
    @MethodSource("everywhere")
    void law(Database database, Mode mode) throws SQLException {
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (int seed = FIRST; seed < FIRST + graphs(database); seed++) {
            Scenario scenario = RandomScenarios.scenario(seed);
            if (declarable(scenario, database, mode)) {
                compared += compare(scenario, seed, database, mode, differences);
            }
        }
        report(differences);
        assertThat(compared).isPositive();
    }

    /** The law itself: a database's own keys never contradict it, but for refusals that depend on the order of keys. */
    @ParameterizedTest
    @MethodSource("twins")
    void lawIsWhatNativeKeysDo(Database database) throws SQLException {
        List<String> differences = new ArrayList<>();
        for (int seed = FIRST; seed < FIRST + graphs(database); seed++) {
            Scenario scenario = RandomScenarios.scenario(seed);
            try (Space space = Space.create(database)) {
                Schema schema = Schema.build(scenario, space, Schema.Keys.AS_WANTED);
                try (Connection connection = space.enforcing().getConnection()) {
                    for (Delete delete : scenario.deletes()) {
                        Law.Answer law = Law.answer(schema, connection, delete);
                        Outcome twin = Trial.PREPARED.run(schema, connection, delete);
                        if (!agrees(twin, law, schema, ordered(scenario))) {
                            differences.add(describe(scenario, delete, law, twin));
                        }
                    }
                }
            }
        }
        report(differences);
    }

    private static int graphs(Database database) {
        return Integer.getInteger("graphs", database == Database.SQLITE ? GRAPHS : GRAPHS_ON_SERVERS);
    }

    static Stream<Database> twins() {
        return Stream.of(Database.POSTGRESQL, Database.SQLITE);
    }

    private static int compare(Scenario scenario, int seed, Database database, Mode mode, List<String> differences)
            throws SQLException {
        int compared = 0;
        try (Space space = Space.create(database)) {
            Map<String, DeleteRule> declared = declared(scenario, database, mode);
            Schema schema = Schema.build(scenario, space, key -> declared.get(key.name()));
            DataSource ours = ours(scenario, space, mode, declared, 0);
            try (Connection connection = ours.getConnection(); Connection plain = space.dataSource().getConnection()) {
                for (Delete delete : scenario.deletes()) {
                    List<Trial> trials = List.of(Trial.values());
                    Trial trial = trials.get((seed + compared) % trials.size());
                    Law.Answer law = Law.answer(schema, plain, delete);
                    Outcome outcome = trial.run(schema, connection, delete);
                    if (!agrees(outcome, law, schema, mayRefuse(scenario, database, mode, declared))
                            || !counted(outcome, law, database, mode, trial)) {
                        differences.add(scenario + " " + trial + describe(scenario, delete, law, outcome) + declared);
                    }
                    compared++;
                }
                if (database != Database.MYSQL_OFF && seed % 2 == 0) {
                    limited(schema, plain, mode, declared, differences);
                }
            }
        } catch (SQLException | RuntimeException | AssertionError e) {
            throw new AssertionError(scenario + " on " + database + " " + mode, e);
        }
        return compared;
    }

    /** With {@code cascade.maxRows} of one less than the rows concerned nothing happens, with as many everything. */
    private static void limited(
            Schema schema, Connection plain, Mode mode, Map<String, DeleteRule> declared, List<String> differences)
            throws SQLException {
        Scenario scenario = schema.scenario();
        for (Delete delete : scenario.deletes().subList(1, 2)) {
            Law.Answer law = Law.answer(schema, plain, delete);
            if (law.changed() < 2) {
                continue;
            }
            for (int maxRows : List.of(law.changed() - 1, law.changed())) {
                DataSource ours = ours(scenario, schema.space(), mode, declared, maxRows);
                try (Connection connection = ours.getConnection()) {
                    Outcome outcome = Trial.PREPARED.run(schema, connection, delete);
                    boolean right = maxRows == law.changed()
                            ? agrees(outcome, law, schema, mayRefuse(scenario, schema.space().database(), mode, declared))
                            : outcome.failureKind().equals("integrity violation")
                                    && outcome.content().equals(schema.initial())
                                    && (law.refused() || outcome.failure().getMessage().contains("maxRows"));
                    if (!right) {
                        differences.add("maxRows=" + maxRows + describe(scenario, delete, law, outcome) + declared);
                    }
                }
            }
        }
    }

    private static boolean agrees(Outcome outcome, Law.Answer law, Schema schema, boolean mayRefuse) {
        if (outcome.failure() == null) {
            return !law.refused() && outcome.content().equals(law.content());
        }
        return outcome.content().equals(schema.initial())
                && (mayRefuse || (law.refused() && outcome.failureKind().equals("integrity violation")));
    }

    private static boolean counted(Outcome outcome, Law.Answer law, Database database, Mode mode, Trial trial) {
        if (outcome.failure() != null) {
            return true;
        }
        if (database == Database.SQLITE && !trial.prepared()) { // counts every row that changes
            return outcome.count() >= (mode == Mode.AUTO ? 0 : law.matched());
        }
        // MySQL's and SQLite's own scans do not count what the cascade of a row before took
        return outcome.count() == law.matched()
                || ((mode == Mode.AUTO || mode == Mode.MIXED) && database != Database.POSTGRESQL
                        && outcome.count() <= law.matched());
    }

    /** Whether native keys decide by their order, or row by row. */
    private static boolean ordered(Scenario scenario) {
        return scenario.keys().stream()
                .anyMatch(key -> key.rule() != DeleteRule.CASCADE && key.rule() != DeleteRule.SET_NULL);
    }

    /** Whether the database itself may refuse what the law allows. */
    private static boolean mayRefuse(
            Scenario scenario, Database database, Mode mode, Map<String, DeleteRule> declared) {
        if (mode == Mode.AUTO && database.isMySql()) {
            return true; // row by row, and 15 levels deep
        }
        if (mode == Mode.OVERRIDDEN && database.isMySql() && scenario.keys().stream()
                .anyMatch(key -> key.rule() == DeleteRule.NO_ACTION && key.child().table().equals(key.parent().table()))) {
            return true; // the key is as declared, and MySQL's own, which it checks row by row
        }
        return (mode == Mode.AUTO || mode == Mode.MIXED || mode == Mode.EMULATE)
                && (ordered(scenario) || declared.values().stream().anyMatch(rule -> rule == DeleteRule.NO_ACTION));
    }

    /** MySQL has no SET DEFAULT to declare. */
    private static boolean declarable(Scenario scenario, Database database, Mode mode) {
        return !database.isMySql() || (mode != Mode.AUTO && mode != Mode.EMULATE)
                || scenario.keys().stream().noneMatch(key -> key.rule() == DeleteRule.SET_DEFAULT);
    }

    private static Map<String, DeleteRule> declared(Scenario scenario, Database database, Mode mode) {
        Map<String, DeleteRule> declared = new HashMap<>();
        for (Key key : scenario.keys()) {
            DeleteRule rule = switch (mode) {
                case VIRTUAL -> null;
                case OVERRIDDEN -> DeleteRule.NO_ACTION;
                case EMULATE, AUTO, KEEP -> key.rule();
                case MIXED -> mixed(scenario, key, database);
            };
            if (rule != null) {
                declared.put(key.name(), rule);
            }
        }
        return declared;
    }

    private static DeleteRule mixed(Scenario scenario, Key key, Database database) {
        return switch (Math.floorMod((scenario + key.name()).hashCode(), 4)) {
            case 0 -> null;
            case 1 -> DeleteRule.NO_ACTION;
            case 2 -> key.rule() == DeleteRule.CASCADE ? DeleteRule.RESTRICT : DeleteRule.CASCADE;
            default -> database.isMySql() && key.rule() == DeleteRule.SET_DEFAULT ? null : key.rule();
        };
    }

    private static DataSource ours(
            Scenario scenario, Space space, Mode mode, Map<String, DeleteRule> declared, int maxRows) {
        Map<String, String> options = new HashMap<>();
        if (mode == Mode.EMULATE) {
            options.put("cascade.strategy", "emulate");
        } else if (mode == Mode.KEEP) {
            options.put("cascade.sqliteForeignKeys", "keep");
        }
        options.put("cascade.maxRows", String.valueOf(maxRows));
        List<String> relations = scenario.keys().stream()
                .filter(key -> declared.get(key.name()) != key.rule())
                .map(key -> space.say(key.alterTable(key.rule())))
                .toList();
        return relations.isEmpty()
                ? Ours.over(space.dataSource(), options)
                : Ours.withRelationsFile(space.dataSource(), options, relations);
    }

    private static String describe(Scenario scenario, Delete delete, Law.Answer law, Outcome outcome) {
        return "\n" + scenario + " " + delete + scenario.keys().stream()
                .map(key -> "\n  " + key.constraint(key.rule()) + " IN " + key.child().table())
                .collect(Collectors.joining()) + "\nexpected " + law + "\nwas " + outcome;
    }

    private static void report(List<String> differences) {
        if (!differences.isEmpty()) {
            Assertions.fail("%d differences, first:%s".formatted(
                    differences.size(), String.join("\n----", differences.subList(0, Math.min(SHOWN, differences.size())))));
        }
    }
}

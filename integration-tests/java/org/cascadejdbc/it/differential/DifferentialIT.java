package org.cascadejdbc.it.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Mode;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Servers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every scenario on every database in every mode against its native twin. */
class DifferentialIT {
    /** {@code -Dscenario=part of a name} for a closer look at one. */
    private static final String ONLY = System.getProperty("scenario", "");

    @AfterAll
    static void summary() {
        ScenarioTally.print();
    }

    @TestFactory
    Stream<DynamicNode> postgresql() {
        return tests(Database.POSTGRESQL);
    }

    @TestFactory
    Stream<DynamicNode> mysql() {
        return tests(Database.MYSQL);
    }

    @TestFactory
    Stream<DynamicNode> mysqlWithKeysInItsSqlLayer() {
        return tests(Database.MYSQL_OFF);
    }

    @TestFactory
    Stream<DynamicNode> mariadb() {
        return tests(Database.MARIADB);
    }

    @TestFactory
    Stream<DynamicNode> sqlite() {
        return tests(Database.SQLITE);
    }

    @TestFactory
    Stream<DynamicNode> h2() {
        return tests(Database.H2);
    }

    @TestFactory
    Stream<DynamicNode> h2AsPostgresql() {
        return tests(Database.H2_POSTGRESQL);
    }

    @TestFactory
    Stream<DynamicNode> h2AsMysql() {
        return tests(Database.H2_MYSQL);
    }

    @TestFactory
    Stream<DynamicNode> hsqldb() {
        return tests(Database.HSQLDB);
    }

    private static Stream<DynamicNode> tests(Database database) {
        if (!Database.chosen().contains(database)) {
            return Stream.empty();
        }
        Servers.url(database);
        Stream<DynamicNode> scenarios = scenarios().stream()
                .filter(scenario -> !scenario.modes(database).isEmpty())
                .map(scenario -> container(scenario, database));
        return Stream.concat(scenarios, Stream.of(dynamicTest("something was compared", () -> {
            for (Mode mode : Mode.values()) {
                if (ONLY.isEmpty() && mode != Mode.MIXED && (mode != Mode.KEEP || database == Database.SQLITE)
                        && (mode.needsNoCascadingKey() || !Servers.refuseCascadingKeys())) {
                    assertThat(ScenarioTally.of(database, mode)).as("%s", mode).isPositive();
                }
            }
        })));
    }

    private static DynamicContainer container(Scenario scenario, Database database) {
        Stream<DynamicTest> tests = scenario.modes(database).stream()
                .map(mode -> dynamicTest(mode.name(), () -> Differential.compare(scenario, database, mode)));
        return dynamicContainer(scenario.toString(), tests);
    }

    private static List<Scenario> scenarios() {
        List<Scenario> scenarios = new ArrayList<>(ShapeScenarios.all());
        scenarios.addAll(CycleScenarios.all());
        scenarios.addAll(RuleScenarios.all());
        scenarios.addAll(KeyScenarios.all());
        scenarios.addAll(PredicateScenarios.all());
        scenarios.addAll(NameScenarios.all());
        scenarios.addAll(StorageScenarios.all());
        scenarios.addAll(SpecialScenarios.all());
        scenarios.addAll(FormScenarios.all());
        scenarios.addAll(FoundScenarios.all());
        scenarios.removeIf(scenario -> !scenario.toString().contains(ONLY));
        return scenarios;
    }
}

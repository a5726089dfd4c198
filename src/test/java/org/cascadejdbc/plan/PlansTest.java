package org.cascadejdbc.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.cascadejdbc.engine.Engine;
import org.cascadejdbc.engine.Engines;
import org.cascadejdbc.engine.PlanText;
import org.cascadejdbc.engine.Product;
import org.cascadejdbc.engine.mysql.MysqlEyes;
import org.cascadejdbc.physical.FreezeThenAct;
import org.cascadejdbc.physical.JoinedDelete;
import org.cascadejdbc.physical.PhysicalPlan;
import org.cascadejdbc.physical.PlanGuard;
import org.cascadejdbc.physical.SessionContext;
import org.cascadejdbc.schema.Graphs;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.SearchPath;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.Recognition;
import org.cascadejdbc.sql.StatementRecognizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plans as data: each directory of {@code src/test/resources/plans} is a case. {@code case.txt} has tables and keys, as {@link
 * Graphs} takes them, and the DELETE; {@code plan.txt} what must happen; one file for each engine the statements that say
 * so, {@code -max-rows} those with {@code cascade.maxRows=100}. That they are right is for the integration tests to say; here one sees what
 * a change changes. A new case is a directory with its {@code case.txt}, a new engine is asked of itself: what comes out is in {@code
 * target/plans}, to be read and copied.
 */
class PlansTest {
    private static final Path EXPECTED = Path.of("src/test/resources/plans");
    private static final Path ACTUAL = Path.of("target/plans");
    private static final int MAX_ROWS = 100;

    /** A case: its name, its tables and keys, and its DELETE. */
    private record Case(String name, KeyGraph graph, String delete) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (Stream<Path> directories = Files.list(EXPECTED)) {
            for (Path directory : directories.sorted().toList()) {
                cases.add(read(directory));
            }
        }
        assertThat(cases).hasSizeGreaterThan(3);
        return cases.stream();
    }

    private static Case read(Path directory) throws IOException {
        Graphs graphs = Graphs.graph();
        String delete = null;
        for (String line : Files.readAllLines(directory.resolve("case.txt"))) {
            if (line.startsWith("DELETE") || line.startsWith("WITH")) {
                delete = line;
            } else if (!line.isBlank() && !line.startsWith("#")) {
                String rest = line.substring(line.indexOf(' ') + 1);
                switch (line.substring(0, line.indexOf(' '))) {
                    case "table" -> graphs.table(rest);
                    case "index" -> graphs.index(rest);
                    case "uniqueIndex" -> graphs.uniqueIndex(rest);
                    case "native" -> graphs.nativeKey(rest);
                    case "checked" -> graphs.checkedKey(rest);
                    case "ignored" -> graphs.ignoredKey(rest);
                    case "overridden" -> graphs.overriddenKey(rest);
                    case "virtual" -> graphs.virtualKey(rest);
                    default -> throw new IllegalArgumentException(directory + ": " + line);
                }
            }
        }
        return new Case(directory.getFileName().toString(), graphs.build(), delete);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatMustHappen(Case one) throws IOException {
        SoftAssertions all = new SoftAssertions();
        check(all, one, "plan.txt", () -> plan(one, false).toString() + "\n");
        all.assertAll();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theSamePlanIsAlwaysTheSameText(Case one) throws IOException {
        SoftAssertions all = new SoftAssertions();
        for (String engine : Engines.names()) {
            check(all, one, engine + ".sql", () -> text(one, engine, 0));
            check(all, one, engine + "-max-rows.sql", () -> text(one, engine, MAX_ROWS));
        }
        all.assertAll();
    }

    private static void check(SoftAssertions all, Case one, String file, Supplier<String> text) throws IOException {
        String actual = text.get();
        Files.createDirectories(ACTUAL.resolve(one.name()));
        Files.writeString(ACTUAL.resolve(one.name()).resolve(file), actual);

        all.assertThat(text.get()).as("once more").isEqualTo(actual);
        Path expected = EXPECTED.resolve(one.name()).resolve(file);
        all.assertThat(Files.exists(expected) ? Files.readString(expected) : "").as(expected.toString()).isEqualTo(actual);
    }

    private static CascadePlan plan(Case one, boolean counted) {
        return new CascadePlanner(one.graph(), Strategy.AUTO, counted).plan(target(one)).orElseThrow();
    }

    private static TableName target(Case one) {
        DeleteStatement delete = Engines.names().stream()
                .flatMap(name -> delete(one, engine(name)).stream())
                .findFirst()
                .orElseThrow();
        return Graphs.name(delete.target().table().name().text());
    }

    /** The newest that is known to differ from others. */
    private static Engine engine(String name) {
        return Engines.named(name, new Product("", "18.0", ""));
    }

    private static Optional<DeleteStatement> delete(Case one, Engine engine) {
        Recognition found = new StatementRecognizer(engine.lexis()).recognize(one.delete());
        return found instanceof Recognition.Delete delete ? Optional.of(delete.parts().get(0)) : Optional.empty();
    }

    private static String text(Case one, String name, int maxRows) {
        Engine engine = engine(name);
        Optional<DeleteStatement> delete = delete(one, engine);
        if (delete.isEmpty()) {
            return "-- is no DELETE of this database\n";
        }
        CascadePlan plan = plan(one, maxRows > 0);
        try {
            PhysicalPlan physical = engine.render(
                    plan, one.graph(), delete.get(), planGuard(one, delete.get()), List.of("id", "name"), new Limits(maxRows, List.of()));
            return PlanText.of(physical)
                    + physical.race().map(race -> "-- after a lost race\n" + race.lock() + ";\n").orElse("");
        } catch (PlanRefusedException e) {
            return "-- is refused: " + e.getMessage() + "\n";
        }
    }

    /** A join reads a child as the optimizer likes, by a scan too, which such a session refuses (error 1175). */
    @Test
    void underSafeUpdatesMysqlFindsEveryRowByItsKey() {
        Graphs graphs = Graphs.graph().table("p(id*)").table("c(id*, p_id?)").index("c(p_id)").virtualKey("c(p_id) -> p(id) CASCADE");
        Case one = new Case("safe", graphs.build(), "DELETE FROM p WHERE id = 1");
        DeleteStatement delete = delete(one, engine("mysql")).orElseThrow();
        assertThat(List.of(false, true)).map(safely -> engine("mysql").render(
                        plan(one, false), one.graph(), delete, planGuard(one, delete, safely), List.of("id"), new Limits(0, List.of())))
                .satisfiesExactly(plan -> assertThat(plan).isInstanceOf(JoinedDelete.class),
                        plan -> assertThat(plan).isInstanceOf(FreezeThenAct.class));
    }

    private static PlanGuard planGuard(Case one, DeleteStatement delete) {
        return planGuard(one, delete, false);
    }

    private static PlanGuard planGuard(Case one, DeleteStatement delete, boolean safely) {
        Table target = one.graph().table(target(one));
        return new PlanGuard(
                List.of(new PlanGuard.Target(delete.target().table(), Optional.of(target))),
                new SessionContext(
                        Lexis.POSTGRESQL, new SearchPath(List.of(Graphs.SCHEMA)), SessionContext.Keys.ENFORCED,
                        new MysqlEyes("shop@%", "NONE", safely, null)),
                Basis.of(one.graph(), List.of(target.name())).stream().map(one.graph()::table).toList());
    }

    /** Nothing is left over of a case, or of an engine, that is not there any more. */
    @ParameterizedTest
    @MethodSource("cases")
    void eachFileIsLookedAt(Case one) throws IOException {
        try (Stream<Path> files = Files.list(EXPECTED.resolve(one.name()))) {
            List<String> known = Stream.concat(
                            Stream.of("case.txt", "plan.txt"),
                            Engines.names().stream().flatMap(name -> Stream.of(name + ".sql", name + "-max-rows.sql")))
                    .toList();

            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(known);
        }
    }
}

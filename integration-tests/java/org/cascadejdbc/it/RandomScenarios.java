package org.cascadejdbc.it;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cascadejdbc.DeleteRule;

/**
 * Graphs that nobody thought of, the same for the same seed: up to eight tables; keys of one to three columns, of every
 * rule, to primary and other unique keys, in any direction and to their own table; CASCADE keys that share a column;
 * names that look like the library's own. All references are right at first.
 */
final class RandomScenarios {
    private static final List<String> NAMES = List.of("doomed", "t0", "t1", "part", "place", "node", "r", "q", "d", "w",
            "t", "s", "e", "f", "g", "x", "frozen", "k0", "written", "touched", "{select}", "{Odd name}", "{back\"slash}",
            "{tick`tock}", "{per.iod}");
    private static final List<String> CODES = List.of("node", "part", "place", "k0", "k1", "rowid", "deleted", "r", "q",
            "{order}", "{Odd column}", "{quo\"te}", "oid");

    /** Some columns of a table that are unique, and how they are typed. */
    private record Unique(List<String> columns, List<String> types) {}

    /** A table while it grows: a row holds a value for each column. */
    private static final class Draft {
        final String name;
        final List<String> columns = new ArrayList<>();
        final List<String> definitions = new ArrayList<>();
        final List<String> constraints = new ArrayList<>();
        final List<Unique> uniques = new ArrayList<>();
        final List<List<Object>> rows = new ArrayList<>();
        /** The referencing columns of its composite CASCADE keys, to be shared. */
        final List<String> shareable = new ArrayList<>();
        boolean withoutRowid;

        Draft(String name) {
            this.name = name;
        }

        void add(String column, String definition, List<?> values) {
            columns.add(column);
            definitions.add(column + " " + definition);
            for (int i = 0; i < rows.size(); i++) {
                rows.get(i).add(values.get(i));
            }
        }

        Object value(int row, String column) {
            return rows.get(row).get(columns.indexOf(column));
        }
    }

    private final Random random;
    private final Scenario scenario;
    private final boolean setDefault;
    private final boolean refusing;
    private final List<Draft> drafts = new ArrayList<>();
    private int number;

    private RandomScenarios(long seed) {
        this.random = new Random(seed * 7_919);
        this.scenario = Scenario.named("random graph " + seed);
        this.setDefault = random.nextInt(4) == 0;
        this.refusing = random.nextInt(2) == 0;
    }

    static Scenario scenario(long seed) {
        return new RandomScenarios(seed).build();
    }

    private Scenario build() {
        List<String> names = new ArrayList<>(NAMES);
        Collections.shuffle(names, random);
        int tables = 1 + random.nextInt(8);
        for (int t = 0; t < tables; t++) {
            drafts.add(draft(names.get(t)));
        }
        for (int t = 0; t < tables; t++) {
            for (int k = t == 0 && tables > 1 ? 1 : 0; k < 1 + random.nextInt(3); k++) {
                int parent = random.nextInt(3) == 0 ? random.nextInt(tables) : random.nextInt(t + 1);
                key(drafts.get(t), drafts.get(parent), parent < t);
            }
        }
        for (Draft draft : drafts) {
            List<String> body = new ArrayList<>(draft.definitions);
            body.addAll(draft.constraints);
            scenario.table(draft.name, String.join(", ", body), draft.rows.stream()
                    .map(row -> row.stream().map(Database::literal).collect(Collectors.joining(",", "(", ")")))
                    .collect(Collectors.joining(",")));
            if (draft.withoutRowid) {
                scenario.suffix(Database.SQLITE, "WITHOUT ROWID");
            }
        }
        deletes();
        return scenario;
    }

    private Draft draft(String name) {
        Draft draft = new Draft(name);
        int rows = 1 + random.nextInt(10);
        for (int i = 0; i < rows; i++) {
            draft.rows.add(new ArrayList<>());
        }
        draft.add("id", "int not null", IntStream.rangeClosed(1, rows).boxed().toList());
        draft.uniques.add(new Unique(List.of("id"), List.of("int")));
        String primaryKey = "id";
        if (random.nextBoolean()) {
            String code = CODES.get(random.nextInt(CODES.size()));
            draft.add(code, "varchar(20)", IntStream.range(0, rows)
                    .mapToObj(i -> i % 4 == 3 ? null : "c" + i + (i % 2 == 0 ? "'" : ""))
                    .toList());
            draft.constraints.add(unique(code));
            draft.uniques.add(new Unique(List.of(code), List.of("varchar(20)")));
        }
        if (random.nextBoolean()) {
            List<String> columns = new ArrayList<>(List.of("a", "b"));
            List<String> types = new ArrayList<>(List.of("int", "varchar(10)"));
            draft.add("a", "int not null", IntStream.range(0, rows).mapToObj(i -> i / 3).toList());
            draft.add("b", "varchar(10) not null", IntStream.range(0, rows).mapToObj(i -> "b" + i % 3).toList());
            if (random.nextBoolean()) {
                draft.add("c", "int not null", IntStream.range(0, rows).mapToObj(i -> i % 2).toList());
                columns.add("c");
                types.add("int");
            }
            if (random.nextBoolean()) {
                primaryKey = String.join(", ", columns);
                draft.constraints.add(unique("id"));
            } else {
                draft.constraints.add(unique(String.join(", ", columns)));
            }
            draft.uniques.add(new Unique(columns, types));
        }
        draft.constraints.add("primary key (" + primaryKey + ")");
        draft.withoutRowid = random.nextInt(4) == 0;
        return draft;
    }

    /** With a name, as MySQL would name the index after the column, and then the key's index the same. */
    private String unique(String columns) {
        return "constraint uq" + number++ + " unique (" + columns + ")";
    }

    private void key(Draft child, Draft parent, boolean mayBeNotNull) {
        Unique unique = parent.uniques.get(random.nextInt(parent.uniques.size()));
        DeleteRule rule = rule(unique);
        boolean notNull = mayBeNotNull && rule != DeleteRule.SET_NULL && random.nextInt(4) == 0;
        boolean composite = unique.columns().size() > 1;
        List<String> order = unique.columns();
        String shared = composite && rule == DeleteRule.CASCADE && !child.shareable.isEmpty() && random.nextBoolean()
                ? child.shareable.get(random.nextInt(child.shareable.size()))
                : null;
        List<Integer> referenced = new ArrayList<>();
        for (int i = 0; i < child.rows.size(); i++) {
            referenced.add(reference(child, parent, unique, i, shared, notNull && shared == null));
        }
        List<String> columns = new ArrayList<>();
        for (int c = 0; c < order.size(); c++) {
            String of = order.get(c);
            if (c == 0 && shared != null) {
                columns.add(shared);
                continue;
            }
            String column = "fk" + number++;
            columns.add(column);
            boolean partial = composite && !notNull && random.nextInt(4) == 0;
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < child.rows.size(); i++) {
                Integer row = referenced.get(i);
                values.add(row == null || (partial && i % 5 == 0) ? null : parent.value(row, of));
            }
            String type = unique.types().get(unique.columns().indexOf(of));
            child.add(column, type + (notNull && shared == null ? " not null" : "")
                    + (rule == DeleteRule.SET_DEFAULT ? " default " + defaultValue(parent, of) : ""), values);
        }
        if (composite && rule == DeleteRule.CASCADE && shared == null && !notNull
                && unique.types().get(0).equals("int")) {
            child.shareable.add(columns.get(0));
        }
        scenario.key(child.name + "(" + String.join(", ", columns) + ")", rule,
                parent.name + "(" + String.join(", ", order) + ")");
    }

    private DeleteRule rule(Unique unique) {
        int dice = random.nextInt(10);
        if (refusing && dice == 0) {
            return random.nextBoolean() ? DeleteRule.RESTRICT : DeleteRule.NO_ACTION;
        }
        if (setDefault && dice == 1 && unique.columns().size() == 1) {
            return DeleteRule.SET_DEFAULT;
        }
        return dice < 4 ? DeleteRule.SET_NULL : DeleteRule.CASCADE;
    }

    private String defaultValue(Draft parent, String column) {
        Object value = parent.value(random.nextInt(parent.rows.size()), column);
        return random.nextInt(5) == 0 && value instanceof Number ? "777" : Database.literal(value);
    }

    /** A row of the parent to reference, or {@code null}. */
    private Integer reference(Draft child, Draft parent, Unique unique, int row, String shared, boolean must) {
        List<Integer> fit = IntStream.range(0, parent.rows.size())
                .filter(i -> unique.columns().stream().allMatch(column -> parent.value(i, column) != null))
                .filter(i -> shared == null || parent.value(i, unique.columns().get(0)).equals(child.value(row, shared)))
                .boxed()
                .toList();
        boolean none = fit.isEmpty() || (!must && random.nextInt(4) == 0);
        return none ? null : fit.get(random.nextInt(fit.size()));
    }

    private void deletes() {
        Draft any = any();
        scenario.delete("DELETE FROM " + any.name + " WHERE id = ?", 1 + random.nextInt(any.rows.size()));
        Draft first = drafts.get(0);
        scenario.delete("DELETE FROM " + first.name + " WHERE id = ?", 1 + random.nextInt(first.rows.size()));
        scenario.delete("DELETE FROM " + first.name + " AS z WHERE z.id IN (?, ?) OR z.id = ?", 1, 2, 99);
        Draft other = any();
        if (other == any) { // MySQL cannot say that
            other = drafts.get((drafts.indexOf(any) + 1) % drafts.size());
        }
        String predicate = other == any ? "id > ?" : "id IN (SELECT id FROM " + other.name + " WHERE id > ?)";
        scenario.delete("DELETE FROM " + any.name + " WHERE " + predicate, random.nextInt(6));
        if (random.nextBoolean()) {
            Set<String> names = new TreeSet<>(List.of(any().name, first.name));
            names.forEach(name -> scenario.delete("DELETE FROM " + name));
        }
    }

    private Draft any() {
        return drafts.get(random.nextInt(drafts.size()));
    }
}

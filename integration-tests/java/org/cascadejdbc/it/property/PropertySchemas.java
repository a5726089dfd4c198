package org.cascadejdbc.it.property;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Mode;
import org.cascadejdbc.it.support.Servers;
import org.cascadejdbc.it.support.Servers;

/**
 * Schemas that nobody thought of, the same for the same seed: up to ten tables, keys of any rule in any direction, to
 * primary and other unique keys, of several kinds of columns that may differ on both sides, shared by keys or not, with
 * NULL in parts. All references are right at first, unless the schema is one with dangling rows.
 */
final class PropertySchemas {
    private static final List<String> NAMES = List.of("t0", "t1", "doomed", "part", "node", "r", "q", "d", "w", "s", "e",
            "g", "frozen", "k0", "select", "Order", "Odd name", "back\"slash", "tick`tock", "per.iod", "Übergröße",
            "it's", "TABLE", "$1", "semi;colon", "--");
    private static final List<String> COLUMNS = List.of("a", "b", "c", "node", "part", "place", "k0", "rowid", "deleted",
            "r", "q", "order", "Odd column", "quo\"te", "größe", "GROUP", "tick`", "t", "d", "x.y");

    private static final int PLAIN = 5;

    private final Random random;
    private final Database database;
    private final Mode mode;
    private final boolean dangling;
    private final boolean setDefault;
    private final boolean oddNames;
    private final int refusing;
    /** Whether rows are only deleted, and tables in no ring: what has a form of its own in each database. */
    private final boolean plain;
    private final List<PropertyDraft> drafts = new ArrayList<>();
    private final List<PropertyKey> keys = new ArrayList<>();
    private int number;

    private PropertySchemas(Database database, long seed) {
        this.plain = seed % PLAIN == 0;
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.database = database;
        List<Mode> modes = new ArrayList<>(List.of(Mode.values()));
        if (database != Database.SQLITE) {
            modes.remove(Mode.KEEP);
        }
        modes.removeIf(each -> Servers.refuseCascadingKeys() && !each.needsNoCascadingKey());
        this.mode = modes.get(random.nextInt(modes.size()));
        boolean unwatched = mode == Mode.VIRTUAL || mode == Mode.KEEP;
        this.dangling = random.nextInt(10) == 0 && (database != Database.SQLITE || unwatched);
        this.setDefault = random.nextInt(3) == 0 && !dangling
                && !(database.isMySql() && (mode == Mode.AUTO || mode == Mode.EMULATE));
        this.oddNames = random.nextInt(3) == 0;
        this.refusing = dangling ? 0 : random.nextInt(4);
    }

    static PropertyCase generate(Database database, long seed) {
        return new PropertySchemas(database, seed).build(seed);
    }

    private PropertyCase build(long seed) {
        List<String> names = new ArrayList<>(NAMES);
        if (oddNames) {
            Collections.shuffle(names, random);
        }
        int tables = 1 + random.nextInt(1 + random.nextInt(10));
        for (int t = 0; t < tables; t++) {
            drafts.add(draft(oddNames ? names.get(t) : "t" + t));
        }
        for (int t = 0; t < tables; t++) {
            for (int k = t == 0 && tables > 1 ? 1 : 0; k < 1 + random.nextInt(3); k++) {
                int parent = random.nextInt(3) == 0 ? random.nextInt(tables) : random.nextInt(t + 1);
                if (!plain || parent < t) {
                    key(drafts.get(t), drafts.get(parent));
                }
            }
        }
        List<PropertyTable> built = drafts.stream().map(draft -> draft.table(random, database)).toList();
        PropertyCase schema = new PropertyCase(seed, database, mode, built, List.copyOf(keys), List.of());
        return new PropertyCase(
                seed, database, mode, built, schema.keys(), new PropertyDeletes(schema, random, plain).generate());
    }

    private PropertyKind kind() {
        List<PropertyKind> kinds = PropertyKind.of(database);
        return kinds.get(random.nextInt(3) == 0 ? 0 : random.nextInt(kinds.size()));
    }

    private String columnName(PropertyDraft draft) {
        if (oddNames && random.nextBoolean()) {
            String name = COLUMNS.get(random.nextInt(COLUMNS.size()));
            if (draft.columns.stream().noneMatch(column -> column.name().equalsIgnoreCase(name))) {
                return name;
            }
        }
        return "c" + number++;
    }

    private PropertyDraft draft(String name) {
        PropertyDraft draft = new PropertyDraft(name, random.nextInt(9));
        draft.add(PropertyTable.Column.of(PropertyTable.NUMBER, PropertyKind.of(database).get(0), true),
                i -> String.valueOf(i + 1));
        int dice = random.nextInt(10);
        if (dice < 5) {
            draft.primaryKey = List.of(PropertyTable.NUMBER);
        } else if (dice < 8) {
            draft.primaryKey = candidate(draft, dice == 7, true);
        } else if (dice == 8) {
            draft.uniques.add(List.of(PropertyTable.NUMBER));
        }
        draft.withoutRowid = database == Database.SQLITE && !draft.primaryKey.isEmpty() && random.nextInt(4) == 0;
        for (int i = dice == 9 ? random.nextInt(2) : random.nextInt(3); i > 0; i--) {
            draft.uniques.add(candidate(draft, random.nextInt(3) == 0, random.nextBoolean()));
        }
        return draft;
    }

    /** New columns whose values are unique together. */
    private List<String> candidate(PropertyDraft draft, boolean composite, boolean notNull) {
        List<String> columns = new ArrayList<>();
        int parts = composite ? 2 + random.nextInt(2) : 1;
        for (int part = 0; part < parts; part++) {
            PropertyKind kind = kind();
            String name = columnName(draft);
            int p = part;
            boolean nullable = !notNull && random.nextInt(3) > 0;
            draft.add(PropertyTable.Column.of(name, kind, !nullable), i -> {
                int value = parts == 1 ? i : p == 0 ? i / 3 : p == 1 ? i % 3 : i % 2;
                return nullable && random.nextInt(6) == 0 ? null : kind.kept(kind.value(value));
            });
            columns.add(name);
        }
        return columns;
    }

    private void key(PropertyDraft child, PropertyDraft parent) {
        List<List<String>> candidates = parent.candidateKeys();
        if (candidates.isEmpty()) {
            return;
        }
        List<String> referenced = new ArrayList<>(candidates.get(random.nextInt(candidates.size())));
        if (!database.isMySql()) { // whose index decides on the order
            Collections.shuffle(referenced, random);
        }
        DeleteRule rule = rule();
        boolean notNull = random.nextInt(4) == 0
                && (rule != DeleteRule.SET_NULL || (!wantsNullable() && random.nextInt(6) == 0));
        PropertyReference reference = new PropertyReference(child, parent, referenced, database, random, dangling);
        while (reference.columns().size() < referenced.size()) {
            reference.addPart(() -> columnName(child), notNull, rule);
        }
        boolean settable = rule != DeleteRule.SET_NULL || !wantsNullable()
                || reference.columns().stream().noneMatch(reference::isNotNull);
        settable &= database != Database.HSQLDB || rule != DeleteRule.SET_DEFAULT
                || reference.columns().stream().allMatch(column -> !reference.isNotNull(column) || reference.hasDefault(column));
        List<String> pairs = IntStream.range(0, referenced.size())
                .mapToObj(i -> reference.columns().get(i) + "\n" + referenced.get(i))
                .sorted()
                .toList();
        if (!settable || new HashSet<>(reference.columns()).size() < referenced.size() || isSecond(child, parent, pairs)
                || !reference.fill()) {
            return;
        }
        List<String> set = List.of();
        if (database == Database.POSTGRESQL && rule.name().startsWith("SET") && random.nextInt(3) == 0
                && Servers.isAtLeast(database, 15)) {
            set = List.of(reference.columns().get(random.nextInt(referenced.size())));
        }
        keys.add(new PropertyKey("k" + keys.size(), child.name, reference.columns(), rule, set, parent.name, referenced,
                random.nextInt(4)));
        if (random.nextInt(4) == 0) {
            child.addUnique(reference.columns(), random);
        }
    }

    /** Whether the database takes SET NULL for columns that may be NULL alone. */
    private boolean wantsNullable() {
        return database.isMySql() || database == Database.HSQLDB;
    }

    /** Whether another key pairs the same columns of the same tables: relations cannot tell such two apart. */
    private boolean isSecond(PropertyDraft child, PropertyDraft parent, List<String> pairs) {
        Set<List<String>> others = new HashSet<>();
        for (PropertyKey key : keys) {
            if (key.child().equals(child.name) && key.parent().equals(parent.name)) {
                others.add(IntStream.range(0, key.columns().size())
                        .mapToObj(i -> key.columns().get(i) + "\n" + key.parentColumns().get(i))
                        .sorted()
                        .toList());
            }
        }
        return others.contains(pairs);
    }

    private DeleteRule rule() {
        int dice = random.nextInt(10);
        if (plain) {
            return DeleteRule.CASCADE;
        }
        if (dice < refusing) {
            return random.nextBoolean() ? DeleteRule.RESTRICT : DeleteRule.NO_ACTION;
        }
        if (setDefault && dice < 5) {
            return DeleteRule.SET_DEFAULT;
        }
        return dice < 6 && random.nextInt(3) > 0 ? DeleteRule.SET_NULL : DeleteRule.CASCADE;
    }
}

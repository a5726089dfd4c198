package org.cascadejdbc.it.property.wide;

import static org.cascadejdbc.it.property.wide.WideDimension.COLUMNS;
import static org.cascadejdbc.it.property.wide.WideDimension.NAMES;
import static org.cascadejdbc.it.property.wide.WideDimension.SHAPE;
import static org.cascadejdbc.it.property.wide.WideDimension.TYPES;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Mode;

/**
 * Wide schemas: trees of few tables, in which no native cascade depends on the order of keys or rows, but of all types,
 * names and columns. Graphs of all shapes are {@code PropertySchemas}' part.
 */
final class WideSchemas {
    private static final List<DeleteRule> RULES = List.of(DeleteRule.CASCADE, DeleteRule.CASCADE, DeleteRule.CASCADE,
            DeleteRule.SET_NULL, DeleteRule.RESTRICT, DeleteRule.NO_ACTION, DeleteRule.SET_NULL,
            DeleteRule.SET_DEFAULT);
    private static final List<String> SUFFIXES = List.of("", "é", "BÜRO", "Ж", " x", "\"y", "$z");

    private final Database database;
    private final WideDice dice;
    private final boolean strict;
    private final Set<String> taken = new HashSet<>();
    private final List<WideTable> tables = new ArrayList<>();
    private final List<WideKey> keys = new ArrayList<>();

    private WideSchemas(Database database, WideDice dice) {
        this.database = database;
        this.dice = dice;
        this.strict = database == Database.SQLITE && dice.once(TYPES, "strict", 4);
    }

    static WideCase generate(Database database, WideDice dice) {
        return new WideSchemas(database, dice).build();
    }

    private WideCase build() {
        List<Mode> modes = new ArrayList<>(List.of(Mode.VIRTUAL, Mode.EMULATE, Mode.OVERRIDDEN, Mode.AUTO));
        if (database == Database.SQLITE) {
            modes.add(Mode.KEEP);
        }
        Mode mode = dice.any(SHAPE, "mode", modes);
        int count = 2 + dice.of(SHAPE, "tables", 3);
        for (int t = 0; t < count; t++) {
            table(t, dice.in("t" + t));
        }
        List<String> relations = mode == Mode.VIRTUAL || mode == Mode.OVERRIDDEN
                ? keys.stream().map(key -> key.relation(dice.in(key.name()), database)).toList()
                : List.of();
        String suffix = database == Database.POSTGRESQL ? dice.any(NAMES, "schema", SUFFIXES) : "";
        WideCase schema = new WideCase(database, mode, suffix, tables, keys, relations, List.of());
        return new WideCase(database, mode, suffix, tables, keys, relations, new WideActs(schema, dice).generate());
    }

    private void table(int t, WideDice own) {
        List<WideTable.Column> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        columns.add(new WideTable.Column(name(own, "n", "n", names), null, "int NOT NULL", "@", false));
        List<WideTable.Column> key = new ArrayList<>();
        int width = own.once(SHAPE, "width", 4) ? 2 : 1;
        for (int part = 0; part < width; part++) {
            WideDice dicePart = own.in("k" + part);
            key.add(column(name(dicePart, "name", "k" + t + part, names), kind(dicePart), ""));
        }
        columns.addAll(key);
        WideTable parent = t == 0 ? null : tables.get(own.of(SHAPE, "parent", t));
        boolean landing = parent != null && defaultsLand() && own.once(COLUMNS, "landing", 2);
        DeleteRule rule = landing ? DeleteRule.SET_DEFAULT : rule(own, "rule");
        List<WideTable.Column> reference = parent == null ? List.of() : reference(own.in("r"), parent, rule, "r" + t,
                names);
        boolean hasSecond = parent != null && rule != DeleteRule.RESTRICT && rule != DeleteRule.NO_ACTION
                && (landing || own.once(COLUMNS, "second", 3));
        DeleteRule secondRule = !landing && own.once(COLUMNS, "second rule", 2) && defaultsLand()
                ? DeleteRule.SET_DEFAULT
                : DeleteRule.SET_NULL;
        List<WideTable.Column> second = hasSecond ? reference(own.in("s"), parent, secondRule, "s" + t, names)
                : List.of();
        columns.addAll(reference);
        columns.addAll(second);
        columns.addAll(further(own, t, names));
        boolean inKey = parent != null && !(database.isMySql() && rule == DeleteRule.SET_NULL);
        int layout = landing ? 4 + own.of(COLUMNS, "landing on", 2) : own.of(SHAPE, "layout", inKey ? 7 : 4);
        List<String> constraints = constraints(layout, columns.get(0), key, reference);
        WideTable empty = new WideTable(name(own, "table", "t" + t, taken), List.copyOf(columns), constraints,
                List.copyOf(key),
                options(own, constraints), List.of());
        tables.add(empty.withRows(rows(own, empty, parent, List.of(reference, second))));
        WideTable table = tables.get(t);
        if (parent != null) {
            keys.add(new WideKey("fk" + keys.size(), table, reference, rule, parent, parent.key()));
        }
        if (hasSecond) {
            keys.add(new WideKey("fk" + keys.size(), table, second, secondRule, parent, parent.key()));
        }
    }

    private WideName name(WideDice own, String what, String plain, Set<String> used) {
        List<String> names = new ArrayList<>(List.of(plain));
        if (own.once(NAMES, what + " odd", 3)) {
            WideName.ODD.stream().filter(name -> WideName.isPossible(database, name)).forEach(names::add);
        }
        String written = own.any(NAMES, what, names);
        boolean quoted = !WideName.isBare(written) || own.once(NAMES, what + " quoted", 2);
        WideName name = new WideName(database, written, quoted);
        if (used.add(name.folded()) || written.equals(plain)) {
            return name;
        }
        return new WideName(database, plain, false);
    }

    private WideKind kind(WideDice own) {
        List<WideKind> kinds = WideKind.family(database, own.any(TYPES, "family", WideKind.families(database)));
        return own.any(TYPES, "kind", strict ? kinds.stream().filter(WideKind::strict).toList() : kinds);
    }

    private WideTable.Column column(WideName name, WideKind kind, String more) {
        return new WideTable.Column(name, kind, kind.ddl() + more, WideKind.shown(database, "@"), false);
    }

    private List<WideTable.Column> reference(
            WideDice own, WideTable parent, DeleteRule rule, String plain, Set<String> names) {
        List<WideTable.Column> columns = new ArrayList<>();
        for (int part = 0; part < parent.key().size(); part++) {
            WideDice dicePart = own.in(String.valueOf(part));
            WideKind kind = parent.key().get(part).kind();
            if (dicePart.once(TYPES, "other", 2)) {
                kind = dicePart.any(TYPES, "kind", WideKind.family(database, kind.family()).stream()
                        .filter(other -> other.strict() || !strict)
                        .toList());
            }
            boolean hasDefault = rule == DeleteRule.SET_DEFAULT || dicePart.once(COLUMNS, "default", 6);
            int row = dicePart.of(SHAPE, "default of", parent.rows().size() + 1);
            String literal = row < parent.rows().size() ? parent.rows().get(row).get(1 + part)
                    : dicePart.any(SHAPE, "default value", kind.values());
            columns.add(column(name(dicePart, "name", plain + part, names), kind, hasDefault ? " DEFAULT " + literal
                    : ""));
        }
        return List.copyOf(columns);
    }

    private DeleteRule rule(WideDice own, String what) {
        DeleteRule rule = own.any(SHAPE, what, RULES);
        return rule == DeleteRule.SET_DEFAULT && !defaultsLand() ? DeleteRule.SET_NULL : rule;
    }

    /** Whether a native SET DEFAULT is there, and looks for the row that it lands on. */
    private boolean defaultsLand() {
        return !database.isMySql() && !database.isInMemory();
    }

    /** Columns that change by themselves. */
    private List<WideTable.Column> further(WideDice own, int t, Set<String> names) {
        List<WideTable.Column> columns = new ArrayList<>();
        int which = own.of(COLUMNS, "further", 4);
        if (which == 1 && database.isMySql()) {
            columns.add(new WideTable.Column(name(own, "touched", "touched" + t, names), null,
                    "TIMESTAMP NOT NULL DEFAULT '2001-01-01 00:00:00' ON UPDATE CURRENT_TIMESTAMP",
                    "@ = '2001-01-01 00:00:00'", true));
        } else if (which == 2) {
            String stored = database.isInMemory() ? "" : own.once(COLUMNS, "stored", 2) ? " STORED" : " VIRTUAL";
            columns.add(new WideTable.Column(name(own, "computed", "computed" + t, names), null,
                    "int GENERATED ALWAYS AS (1 + 1)" + stored, "@", true));
        } else if (which == 3) {
            columns.add(new WideTable.Column(name(own, "more", "more" + t, names), null, "int DEFAULT 5", "@", true));
        }
        return columns;
    }

    private static List<String> constraints(
            int layout, WideTable.Column number, List<WideTable.Column> key, List<WideTable.Column> reference) {
        List<WideTable.Column> numbered = new ArrayList<>(reference);
        numbered.add(number);
        List<WideTable.Column> first = new ArrayList<>(List.of(number));
        first.addAll(reference);
        return switch (layout) {
            case 0 -> List.of(list("PRIMARY KEY", key));
            case 1 -> List.of(list("PRIMARY KEY", List.of(number)), list("UNIQUE", key));
            case 2 -> List.of(list("UNIQUE", key));
            case 3 -> List.of(list("PRIMARY KEY", key), list("UNIQUE", List.of(number)));
            case 4 -> List.of(list("PRIMARY KEY", first), list("UNIQUE", key));
            case 5 -> List.of(list("PRIMARY KEY", numbered), list("UNIQUE", key));
            default -> List.of(list("PRIMARY KEY", reference), list("UNIQUE", key));
        };
    }

    private static String list(String what, List<WideTable.Column> columns) {
        return what + columns.stream().map(column ->
                column.name().exact()).collect(Collectors.joining(", ", " (", ")"));
    }

    private String options(WideDice own, List<String> constraints) {
        List<String> options = new ArrayList<>();
        if (strict) {
            options.add("STRICT");
        }
        boolean hasPrimaryKey = constraints.get(0).startsWith("PRIMARY");
        if (database == Database.SQLITE && hasPrimaryKey && own.once(COLUMNS, "without rowid", 3)) {
            options.add("WITHOUT ROWID");
        }
        return options.isEmpty() ? "" : " " + String.join(", ", options);
    }

    private static List<List<String>> rows(
            WideDice own, WideTable table, WideTable parent, List<List<WideTable.Column>> references) {
        int count = 2 + own.of(SHAPE, "rows", 5);
        int offset = own.of(SHAPE, "first value", 12);
        List<List<String>> rows = new ArrayList<>();
        for (int r = 0; r < count; r++) {
            WideDice row = own.in("row" + r);
            List<String> values = new ArrayList<>(List.of(String.valueOf(r + 1)));
            for (WideTable.Column column : table.key()) {
                List<String> all = column.kind().values();
                boolean varied = table.key().indexOf(column) > 0 && row.once(SHAPE, "same", 2);
                values.add(all.get((varied ? 0 : r + offset) % all.size()));
            }
            for (List<WideTable.Column> reference : references) {
                boolean both = row.of(COLUMNS, "both", 3) > 0;
                values.addAll(referencing(row.in("ref" + (both ? 0 : references.indexOf(reference))), reference,
                        parent));
            }
            rows.add(List.copyOf(values));
        }
        return List.copyOf(rows);
    }

    /** Mostly what some row of the parent has, in the words of the own type. */
    private static List<String> referencing(WideDice row, List<WideTable.Column> reference, WideTable parent) {
        if (reference.isEmpty()) {
            return List.of();
        }
        List<String> of = parent.rows().get(row.of(SHAPE, "of", parent.rows().size()));
        return IntStream.range(0, reference.size())
                .mapToObj(part -> {
                    List<String> own = reference.get(part).kind().values();
                    String value = of.get(1 + part);
                    boolean any = !own.contains(value) || row.once(TYPES, "any" + part, 4);
                    return row.once(SHAPE, "null" + part, 8) ? "NULL" : any ? row.any(SHAPE, "value" + part, own)
                            : value;
                })
                .toList();
    }
}

package org.cascadejdbc.it.property.wide;

import static org.cascadejdbc.it.property.wide.WideAct.PARAMETER;
import static org.cascadejdbc.it.property.wide.WideDimension.LEXING;
import static org.cascadejdbc.it.property.wide.WideDimension.NAMES;
import static org.cascadejdbc.it.property.wide.WideDimension.SCOPES;
import static org.cascadejdbc.it.property.wide.WideDimension.SHAPE;
import static org.cascadejdbc.it.property.wide.WideDimension.TYPES;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.cascadejdbc.it.support.Database;

/** How a DELETE is written: its names, its predicate, and what is between the words. */
final class WideStatement {
    /** The first one is a blank for every database, others for some, or for some connections. */
    private static final List<String> BLANKS = List
            .of(" ", "\t", "\n", "\r\n", "/**/", "\u00a0", "\u3000", "\f", "\u000b", "\u2003",
            "\u0085", "-- it's\n", "/* ; ' */", "#'\n", "/*!*/", "/*! */", "\u0000", "\u001c", "\ufeff", "--\n",
            "/* /* */ */");
    static final String OF_LATIN1 = "\u00a0";
    /** Names that belong to nobody, but that a text of ours may have. */
    private static final List<String> OURS =
            List.of("q0", "k0", "doomed", "cascade_t0", "target", "k0.k0", "q0.k0", "excluded", "rowid", "ctid", "t0");

    private final WideCase schema;
    private final Database database;
    private final WideTable target;
    private final WideDice own;
    private final boolean ofOneRow;
    private final String table;
    private final String predicate;

    /** @param ofOneRow whether its values are to be those of one row each */
    WideStatement(WideCase schema, WideTable target, WideDice own, boolean ofOneRow) {
        this.schema = schema;
        this.database = schema.database();
        this.target = target;
        this.own = own;
        this.ofOneRow = ofOneRow;
        String qualifier = own.once(NAMES, "qualified", 3) ? database == Database.SQLITE ? "main." : "@own." : "";
        this.table = qualifier + own.any(NAMES, "table", target.name().spellings());
        this.predicate = predicate();
    }

    String sql() {
        String blank = own.once(LEXING, "odd blank", 2) ? own.any(LEXING, "blank", blanks()) : " ";
        int where = own.of(LEXING, "blank where", 5);
        // with a NUL in front SQLite's driver can neither execute it nor close its connection any more
        boolean possible = database != Database.SQLITE || !blank.equals("\u0000");
        String before = where == 4 && possible ? blank : "";
        List<String> blanks = new ArrayList<>(List.of(" ", " ", " ", " "));
        if (where < 4) {
            blanks.set(where, blank);
        }
        String delete = own.any(LEXING, "delete", List.of("DELETE", "DELETE", "delete", "DeLeTe", "deleTe"));
        return before + delete + blanks.get(0) + "FROM" + blanks.get(1) + table
                + (predicate.isEmpty() ? "" : blanks.get(2) + "WHERE" + blanks.get(3) + predicate);
    }

    /** On MySQL some of them are blanks in the character set of the connection, and more often drawn. */
    private List<String> blanks() {
        if (!database.isMySql()) {
            return BLANKS;
        }
        List<String> blanks = new ArrayList<>(BLANKS);
        blanks.addAll(Collections.nCopies(BLANKS.size() / 2, OF_LATIN1));
        return blanks;
    }

    List<List<Integer>> values(int entries) {
        List<List<Integer>> values = new ArrayList<>();
        int parameters = (int) predicate.chars().filter(c -> c == PARAMETER.charAt(0)).count();
        for (int entry = 0; entry < entries; entry++) {
            List<Integer> numbers = new ArrayList<>();
            for (int p = 0; p < parameters; p++) {
                numbers.add(1 + own.of(SHAPE, "value" + entry + p, target.rows().size() + 1));
            }
            values.add(numbers);
        }
        return values;
    }

    private String predicate() {
        String number = own.any(NAMES, "number", target.number().name().spellings());
        WideTable.Column key = target.key().get(0);
        String equal = number + " = " + PARAMETER;
        String predicate = switch (own.of(SHAPE, "predicate", ofOneRow ? 1 : 6)) {
            case 1 -> number + " IN (" + PARAMETER + ", " + PARAMETER + ")";
            case 2 -> number + " > " + PARAMETER;
            case 3 -> "";
            case 4 -> key.name().exact() + " = " + own.any(TYPES, "literal", literals(key.kind()));
            default -> equal;
        };
        if (predicate.isEmpty() || ofOneRow) {
            return predicate;
        }
        String scoped = scoped();
        boolean alone = !scoped.isEmpty() && own.once(SCOPES, "alone", 2);
        return alone ? scoped.substring(scoped.indexOf(' ', 1) + 1) : predicate + scoped;
    }

    /**
     * Without a time of half a second for a column of whole ones: MySQL finds another row for it by an index than without, and
     * by a DELETE of one table than by a SELECT.
     */
    private List<String> literals(WideKind kind) {
        return !database.isMySql() || kind.ddl().contains("(") ? kind.values()
                : kind.values().stream().filter(value -> !value.endsWith(".5'")).toList();
    }

    /** Something in which a name means a column of another table, a text, or nothing. */
    private String scoped() {
        int kind = own.of(SCOPES, "scope", 16);
        if (kind < 4) {
            return "";
        }
        WideTable other = own.any(SCOPES, "table", schema.tables());
        WideTable.Column column = own.any(SCOPES, "column", other.columns());
        String name = own.once(SCOPES, "ours", 3) ? own.any(SCOPES, "name", OURS)
                : own.any(SCOPES, "spelled", spelled(column.name()));
        String number = other.number().name().exact();
        String and = own.once(SCOPES, "or", 2) ? " OR " : " AND ";
        String text = "\"" + column.name().written().replace("\"", "\"\"") + "\"";
        String itself = "'" + column.name().written().replace("'", "''") + "'";
        return switch (kind) {
            case 10 -> and + text + " <> " + itself; // a text where it is no name: what a column has is another one
            case 11 -> and + text + " = " + itself;
            case 12, 13, 14, 15 -> and + text + " = " + PARAMETER;
            case 4 -> and + name + " IS NULL";
            case 5 -> and + name + " = 'x'";
            case 6 -> and + "EXISTS (SELECT 1 FROM " + other.name().exact() + " AS k0 WHERE k0." + number + " = 1)";
            case 7 -> and + "(SELECT count(" + name + ") FROM " + other.name().exact() + " AS other_rows) > 1";
            case 8 -> and + table + "." + column.name().exact() + " IS NOT NULL";
            default -> and + "EXISTS (SELECT 1 FROM " + other.name().exact() + " WHERE " + name + " = " + name + ")";
        };
    }

    private static List<String> spelled(WideName name) {
        List<String> spelled = new ArrayList<>(name.spellings());
        spelled.add("\"" + name.written().replace("\"", "\"\"") + "\"");
        return spelled;
    }
}

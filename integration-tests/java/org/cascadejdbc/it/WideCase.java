package org.cascadejdbc.it;

import java.util.ArrayList;
import java.util.List;
import org.cascadejdbc.DeleteRule;

/**
 * A schema, its rows, and what is done to it, from a seed. Which rows there are the native twin says: those that its
 * keys take.
 *
 * @param suffix of the schema's name
 * @param relations for the keys that our side does not declare as wanted
 */
record WideCase(
        Database database,
        Mode mode,
        String suffix,
        List<WideTable> tables,
        List<WideKey> keys,
        List<String> relations,
        List<WideAct> acts) {
    /** As our side declares them. */
    List<WideKey> declared() {
        return switch (mode) {
            case VIRTUAL -> List.of();
            case OVERRIDDEN -> keys.stream().map(key -> key.as(DeleteRule.NO_ACTION)).toList();
            default -> keys;
        };
    }

    /** CREATE statements: those of the tables, and where keys are not part of them, those of the keys. */
    List<String> create(List<WideKey> declared) {
        String qualifier = database == Database.SQLITE ? "" : "@own.";
        boolean apart = database == Database.POSTGRESQL;
        List<String> statements = new ArrayList<>();
        for (WideTable table : tables) {
            statements.add(table.create(qualifier, apart ? List.of() : declared.stream()
                    .filter(key -> key.child().name().equals(table.name()))
                    .map(key -> key.constraint(qualifier))
                    .toList()));
        }
        if (apart) {
            declared.forEach(key -> statements.add("ALTER TABLE " + qualifier + key.child().name().exact() + " ADD "
                    + key.constraint(qualifier)));
        }
        return statements;
    }

    /** Tables of the same names elsewhere, which nothing may touch; without keys. */
    List<String> elsewhere() {
        List<String> statements = new ArrayList<>();
        for (WideTable table : database == Database.SQLITE ? List.<WideTable>of() : tables) {
            statements.add(table.create("@other.", List.of()));
            table.rows().forEach(row -> statements.add(table.insert("@other.", row)));
        }
        return statements;
    }

    WideCase withTables(List<WideTable> others) {
        return new WideCase(database, mode, suffix, others, keys, relations, acts);
    }
}

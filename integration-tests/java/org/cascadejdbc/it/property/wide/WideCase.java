package org.cascadejdbc.it.property.wide;

import java.util.ArrayList;
import java.util.List;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Mode;

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
        return create(database == Database.SQLITE ? "" : "@own.", declared);
    }

    private List<String> create(String qualifier, List<WideKey> declared) {
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

    /** The same elsewhere, which nothing may touch that means what is here. */
    List<String> elsewhere(List<WideKey> declared) {
        List<String> statements = new ArrayList<>();
        if (database == Database.SQLITE) {
            return statements;
        }
        statements.addAll(create("@other.", declared));
        for (WideTable table : tables) {
            table.rows().forEach(row -> statements.add(table.insert("@other.", row)));
        }
        return statements;
    }

    /** Whether relations mean the tables of a schema that the connection moves to, as native keys there do. */
    boolean canMove() {
        return database != Database.SQLITE && relations.stream().noneMatch(relation -> relation.contains("@own"));
    }

    WideCase withTables(List<WideTable> others) {
        return new WideCase(database, mode, suffix, others, keys, relations, acts);
    }
}

package org.cascadejdbc.it.property;

import java.util.ArrayList;
import java.util.List;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Mode;

/** A generated schema with its rows, and the DELETEs to be run on it. Immutable: shrinking makes smaller ones. */
record PropertyCase(
        long seed,
        Database database,
        Mode mode,
        List<PropertyTable> tables,
        List<PropertyKey> keys,
        List<PropertyDelete> deletes) {
    PropertyTable table(String name) {
        return tables.stream().filter(table -> table.name().equals(name)).findFirst().orElseThrow();
    }

    PropertyCase with(List<PropertyTable> otherTables, List<PropertyKey> otherKeys) {
        return new PropertyCase(seed, database, mode, otherTables, otherKeys, deletes);
    }

    PropertyCase only(PropertyDelete delete) {
        return new PropertyCase(seed, database, mode, tables, keys, List.of(delete));
    }

    PropertyCase in(Mode other) {
        return new PropertyCase(seed, database, other, tables, keys, deletes);
    }

    /** The relations that our side needs: for keys that are not declared as wanted. */
    List<PropertyKey> relations() {
        return keys.stream().filter(key -> key.declared(mode, database) != key.rule()).toList();
    }

    /** The keys as our side declares them. */
    List<PropertyKey> declared() {
        return keys.stream()
                .filter(key -> key.declared(mode, database) != null)
                .map(key -> key.as(key.declared(mode, database)))
                .toList();
    }

    /** Everything as SQL that can be pasted: with these keys declared. */
    String script(List<PropertyKey> declared) {
        List<String> lines = new ArrayList<>(create(declared));
        tables.forEach(table -> lines.add(table.insert(database)));
        lines.removeIf(String::isEmpty);
        return database.say(String.join(";\n", lines) + ";\n");
    }

    /** CREATE statements. */
    List<String> create(List<PropertyKey> declared) {
        List<String> statements = new ArrayList<>();
        if (database == Database.POSTGRESQL && uses("COLLATE ci")) {
            statements.add("CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
        }
        for (PropertyTable table : tables) {
            StringBuilder create =
                    new StringBuilder("CREATE TABLE {" + table.name() + "} (" + table.definition(database));
            if (database != Database.POSTGRESQL && !database.isInMemory()) { // the others take keys to tables that are not there yet
                declared.stream()
                        .filter(key -> key.child().equals(table.name()))
                        .forEach(key -> create.append(", ").append(key.constraint()));
            }
            statements.add(create + ")" + (table.withoutRowid() ? " WITHOUT ROWID" : ""));
        }
        if (database == Database.POSTGRESQL || database.isInMemory()) {
            declared.forEach(key -> statements.add(key.alterTable()));
        }
        return statements;
    }

    private boolean uses(String ddl) {
        return tables.stream()
                .flatMap(table -> table.columns().stream())
                .anyMatch(column -> column.kind().ddl().endsWith(ddl));
    }
}

package org.cascadejdbc.benchmark;

import java.util.ArrayList;
import java.util.List;

/**
 * Tables that hang together, and a DELETE on the first of them. Every table has an {@code id}.
 *
 * @param name what an option calls it
 * @param title what the report calls it
 * @param tables parents first
 * @param column what the DELETE compares with its parameter
 * @param pool how many targets one filling makes
 * @param committed whether a target is really gone afterwards (and the next one is taken), or rolled back
 * @param targets the parameters' values, where they are rolled back
 */
record Shape(
        String name,
        String title,
        List<Table> tables,
        String column,
        int pool,
        boolean committed,
        List<Integer> targets) {

    /**
     * A table and its contents.
     *
     * @param columns those beside the id and the references, with types and a leading comma
     * @param fill INSERTs with {@code {from}} and {@code {count}}, the numbers of the targets that are to be made,
     *     and {@code {1..n}}, a derived table of the numbers 0 to n-1
     * @param doomed how many rows of it hang on one target
     */
    record Table(String name, String columns, List<Reference> references, List<String> fill, int doomed) {}

    /** A foreign key to the id of another table, or of the same. */
    record Reference(String column, String parent) {}

    Table root() {
        return tables.get(0);
    }

    String delete() {
        return "DELETE FROM " + root().name() + " WHERE " + column + " = ?";
    }

    int doomed() {
        return tables.stream().mapToInt(Table::doomed).sum();
    }

    boolean isTree() {
        return root().references().stream().anyMatch(reference -> reference.parent().equals(root().name()));
    }

    /** Ways from the first table down to {@code table}: each a list of tables with the column that was followed. */
    List<List<Step>> paths(Table table) {
        if (table.equals(root())) {
            return List.of(List.of());
        }
        List<List<Step>> paths = new ArrayList<>();
        for (Reference reference : table.references()) {
            for (List<Step> path : paths(table(reference.parent()))) {
                List<Step> longer = new ArrayList<>(path);
                longer.add(new Step(table.name(), reference.column()));
                paths.add(longer);
            }
        }
        return paths;
    }

    /** One step down: the child table, and its column that holds the parent's id. */
    record Step(String table, String column) {}

    Table table(String name) {
        return tables.stream().filter(table -> table.name().equals(name)).findFirst().orElseThrow();
    }
}

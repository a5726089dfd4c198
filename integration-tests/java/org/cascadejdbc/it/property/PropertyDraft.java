package org.cascadejdbc.it.property;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import org.cascadejdbc.it.support.Database;

/** A table while it grows. */
final class PropertyDraft {
    final String name;
    final List<PropertyTable.Column> columns = new ArrayList<>();
    final List<List<String>> rows = new ArrayList<>();
    final List<List<String>> uniques = new ArrayList<>();
    List<String> primaryKey = List.of();
    boolean withoutRowid;

    PropertyDraft(String name, int rows) {
        this.name = name;
        for (int i = 0; i < rows; i++) {
            this.rows.add(new ArrayList<>());
        }
    }

    void add(PropertyTable.Column column, IntFunction<String> values) {
        columns.add(column);
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i).add(values.apply(i));
        }
    }

    int index(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException(name + " has no " + column);
    }

    PropertyTable.Column column(String column) {
        return columns.get(index(column));
    }

    String value(int row, String column) {
        return rows.get(row).get(index(column));
    }

    boolean isNotNull(String column) {
        return column(column).notNull() || primaryKey.contains(column);
    }

    List<List<String>> candidateKeys() {
        List<List<String>> keys = new ArrayList<>(uniques);
        if (!primaryKey.isEmpty()) {
            keys.add(primaryKey);
        }
        return keys;
    }

    /** A key that references becomes part of one that is referenced, or is unique itself where its values are. */
    void addUnique(List<String> referencing, Random random) {
        List<String> unique = new ArrayList<>(referencing);
        if (!isUnique(referencing) || random.nextBoolean()) {
            unique.add(PropertyTable.NUMBER);
        }
        if (!isUnique(unique) || unique.size() != new HashSet<>(unique).size() || uniques.contains(unique)
                || primaryKey.equals(unique)) {
            return;
        }
        if (primaryKey.equals(List.of(PropertyTable.NUMBER)) && unique.stream().allMatch(this::isNotNull)
                && random.nextBoolean()) {
            uniques.add(primaryKey);
            primaryKey = unique;
        } else {
            uniques.add(unique);
        }
    }

    private boolean isUnique(List<String> unique) {
        Set<List<String>> seen = new HashSet<>();
        for (List<String> row : rows) {
            List<String> key = new ArrayList<>();
            for (String column : unique) {
                String value = row.get(index(column));
                key.add(value == null ? null : column(column).kind().key(value));
            }
            if (!key.contains(null) && !seen.add(key)) {
                return false;
            }
        }
        return true;
    }

    PropertyTable table(Random random, Database database) {
        List<List<String>> all = new ArrayList<>(rows);
        if (candidateKeys().isEmpty() && !rows.isEmpty() && random.nextBoolean()) {
            all.add(rows.get(random.nextInt(rows.size()))); // twice the same row, and nothing to tell them apart
        }
        boolean withoutRowidPossible = withoutRowid && database == Database.SQLITE && !primaryKey.isEmpty();
        return new PropertyTable(name, List.copyOf(columns), List.copyOf(primaryKey), List.copyOf(uniques),
                all.stream().map(row -> Collections.unmodifiableList(new ArrayList<>(row))).toList(),
                withoutRowidPossible);
    }
}

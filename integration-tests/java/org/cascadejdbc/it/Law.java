package org.cascadejdbc.it;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.cascadejdbc.DeleteRule;

/**
 * The laws of closure and survivors, said once more and as simply as possible: rows in memory, loops to the
 * fixed point. An oracle where the databases disagree by the order of keys. Values are compared as texts: for scenarios in which
 * that is the same.
 */
final class Law {
    /** What a DELETE must do: {@code content} as {@link Schema#content} says it; rows that go or change. */
    record Answer(boolean refused, String content, int matched, int changed) {}

    /** @param number makes equal rows of a table distinct */
    private record Row(int number, String table, Map<String, String> values) {
        List<String> tuple(String columns) {
            List<String> tuple = new ArrayList<>();
            for (String column : columns.split(", ", -1)) {
                tuple.add(values.get(plain(column)));
            }
            return tuple;
        }
    }

    private final Schema schema;
    private final List<Row> rows = new ArrayList<>();

    private Law(Schema schema, Connection plain) throws SQLException {
        this.schema = schema;
        try (Statement statement = plain.createStatement()) {
            for (Scenario.Table table : schema.scenario().tables()) {
                try (ResultSet result = statement.executeQuery(schema.space().say("SELECT * FROM " + table.name()))) {
                    while (result.next()) {
                        Map<String, String> values = new LinkedHashMap<>();
                        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                            values.put(result.getMetaData().getColumnName(i), result.getString(i));
                        }
                        rows.add(new Row(rows.size(), table.name(), values));
                    }
                }
            }
        }
    }

    /** Asks the database which rows the predicate matches, by {@code id}, and the law for the rest. */
    static Answer answer(Schema schema, Connection plain, Delete delete) throws SQLException {
        Law law = new Law(schema, plain);
        String from = delete.literal().substring("DELETE FROM ".length());
        Scenario.Table target = schema.scenario().tables().stream()
                .filter(table -> from.equals(table.name()) || from.startsWith(table.name() + " "))
                .findFirst()
                .orElseThrow();
        Set<String> ids = new HashSet<>();
        try (Statement statement = plain.createStatement();
                ResultSet result = statement.executeQuery(schema.space().say("SELECT id FROM " + from))) {
            while (result.next()) {
                ids.add(result.getString(1));
            }
        }
        return law.answer(target.name(), ids);
    }

    private Answer answer(String target, Set<String> ids) {
        Set<Row> doomed = new HashSet<>();
        rows.stream()
                .filter(row -> row.table.equals(target) && ids.contains(row.values.get("id")))
                .forEach(doomed::add);
        int matched = doomed.size();
        boolean more = true;
        while (more) {
            more = false;
            for (Key key : keys(DeleteRule.CASCADE)) {
                more |= doomed.addAll(referencing(key, doomed));
            }
        }
        Set<Row> changed = new HashSet<>(doomed);
        boolean refused = false;
        Map<Row, Map<String, String>> updates = new HashMap<>();
        for (Key key : schema.scenario().keys()) {
            for (Row row : referencing(key, doomed)) {
                if (doomed.contains(row) || key.rule() == DeleteRule.CASCADE) {
                    continue;
                }
                refused |= key.rule() == DeleteRule.RESTRICT || key.rule() == DeleteRule.NO_ACTION;
                Map<String, String> set = updates.computeIfAbsent(row, r -> new LinkedHashMap<>());
                for (String column : key.child().columns().split(", ", -1)) {
                    String value = key.rule() == DeleteRule.SET_DEFAULT ? defaultOf(row.table, column) : null;
                    refused |= value != null && !stays(key, value, doomed);
                    set.put(plain(column), value);
                }
                changed.add(row);
            }
        }
        return new Answer(refused, refused ? schema.initial() : content(doomed, updates), matched, changed.size());
    }

    private boolean stays(Key key, String value, Set<Row> doomed) {
        return rows.stream()
                .filter(row -> row.table.equals(key.parent().table()) && !doomed.contains(row))
                .anyMatch(row -> row.tuple(key.parent().columns()).equals(List.of(value)));
    }

    private List<Row> referencing(Key key, Set<Row> doomed) {
        Set<List<String>> gone = new HashSet<>();
        doomed.stream()
                .filter(row -> row.table.equals(key.parent().table()))
                .forEach(row -> gone.add(row.tuple(key.parent().columns())));
        return rows.stream()
                .filter(row -> row.table.equals(key.child().table()))
                .filter(row -> {
                    List<String> tuple = row.tuple(key.child().columns());
                    return tuple.stream().allMatch(Objects::nonNull) && gone.contains(tuple);
                })
                .toList();
    }

    private List<Key> keys(DeleteRule rule) {
        return schema.scenario().keys().stream().filter(key -> key.rule() == rule).toList();
    }

    /** The default is the literal at the end of the column's definition. */
    private String defaultOf(String table, String column) {
        String body = schema.scenario().tables().stream()
                .filter(t -> t.name().equals(table))
                .findFirst()
                .orElseThrow()
                .body();
        String literal = body.substring(body.indexOf(" default ", body.indexOf(column + " ")) + " default ".length())
                .split(", ", 2)[0];
        return literal.equals("null") ? null : literal.replaceAll("^'|'$", "").replace("''", "'");
    }

    private String content(Set<Row> doomed, Map<Row, Map<String, String>> updates) {
        StringBuilder content = new StringBuilder();
        for (Scenario.Table table : schema.scenario().tables()) {
            List<String> texts = new ArrayList<>();
            for (Row row : rows) {
                if (row.table.equals(table.name()) && !doomed.contains(row)) {
                    Map<String, String> values = new LinkedHashMap<>(row.values);
                    values.putAll(updates.getOrDefault(row, Map.of()));
                    texts.add("(" + String.join(",", values.values().stream().map(String::valueOf).toList()) + ")");
                }
            }
            Collections.sort(texts);
            content.append(table.name()).append(texts).append('\n');
        }
        return content.toString();
    }

    private static String plain(String column) {
        return column.replace("{", "").replace("}", "");
    }
}

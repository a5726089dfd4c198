package org.cascadejdbc.it.property;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Space;

/** A generated schema built in a space with some keys declared. All it asks takes one round trip. */
final class PropertySpace implements AutoCloseable {
    private final PropertyCase schema;
    private final Space space;
    private final String contentQuery;
    private Map<String, List<List<String>>> initial;

    private PropertySpace(PropertyCase schema, Space space) {
        this.schema = schema;
        this.space = space;
        this.contentQuery = space.say(contentQuery(schema));
    }

    static PropertySpace create(PropertyCase schema, List<PropertyKey> declared, Database database)
            throws SQLException {
        PropertySpace built = new PropertySpace(schema, Space.create(database));
        try {
            List<String> statements = new ArrayList<>(schema.create(declared));
            schema.tables().stream()
                    .map(table -> table.insert(database))
                    .filter(insert -> !insert.isEmpty())
                    .forEach(statements::add);
            built.space.run(String.join("; ", statements));
            try (Connection connection = built.space.dataSource().getConnection()) {
                built.initial = built.content(connection);
            }
            return built;
        } catch (SQLException | RuntimeException e) {
            built.close();
            throw e;
        }
    }

    Space space() {
        return space;
    }

    Database database() {
        return space.database();
    }

    /** The content as it was at first. */
    Map<String, List<List<String>>> initial() {
        return initial;
    }

    /** Puts every row back to what it was at first. */
    void fill() throws SQLException {
        List<String> statements = new ArrayList<>();
        schema.tables().forEach(table -> statements.add("DELETE FROM {" + table.name() + "}"));
        schema.tables().forEach(table -> statements.add(table.insert(space.database())));
        statements.removeIf(String::isEmpty);
        space.run(String.join("; ", statements));
    }

    /** Every row of every table, as texts, in an order of its own. */
    Map<String, List<List<String>>> content(Connection connection) throws SQLException {
        Map<String, List<List<String>>> content = new TreeMap<>();
        schema.tables().forEach(table -> content.put(table.name(), new ArrayList<>()));
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(contentQuery)) {
            while (result.next()) {
                PropertyTable table = schema.tables().get(result.getInt(1));
                List<String> row = new ArrayList<>();
                for (int i = 0; i < table.columns().size(); i++) {
                    row.add(result.getString(i + 2));
                }
                content.get(table.name()).add(row);
            }
        }
        content.values().forEach(PropertySpace::sort);
        return content;
    }

    static void sort(List<List<String>> rows) {
        rows.sort((one, other) -> one.toString().compareTo(other.toString()));
    }

    private static String contentQuery(PropertyCase schema) {
        int width = schema.tables().stream().mapToInt(table -> table.columns().size()).max().orElseThrow();
        List<String> queries = new ArrayList<>();
        for (int t = 0; t < schema.tables().size(); t++) {
            PropertyTable table = schema.tables().get(t);
            List<String> columns = new ArrayList<>(List.of(String.valueOf(t)));
            for (int i = 0; i < width; i++) {
                columns.add(i < table.columns().size() ? table.columns().get(i).kind()
                        .shown(schema.database(), "{" + table.columns().get(i).name() + "}") : "NULL");
            }
            queries.add("SELECT " + String.join(", ", columns) + " FROM {" + table.name() + "}");
        }
        return String.join(" UNION ALL ", queries);
    }

    /** The numbers of the rows that each entry of a DELETE matches, as it is now. */
    List<Set<String>> matches(Connection connection, PropertyDelete delete) throws SQLException {
        List<Set<String>> matches = new ArrayList<>();
        for (List<Integer> values : delete.parameters()) {
            Set<String> numbers = new HashSet<>();
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(space.say(delete.matching(values)))) {
                while (result.next()) {
                    numbers.add(result.getString(1));
                }
            }
            matches.add(numbers);
        }
        return matches;
    }

    static String show(Map<String, List<List<String>>> content) {
        return content.entrySet().stream()
                .map(table -> "  " + table.getKey() + table.getValue().stream()
                        .map(row -> row.stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")")))
                        .collect(Collectors.joining(" ", " ", "")))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() throws SQLException {
        space.close();
    }
}

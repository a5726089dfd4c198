package org.cascadejdbc.it.support;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.cascadejdbc.DeleteRule;

/**
 * A scenario built in a space, and one more table, {@code other_work}, for what a transaction does beside the DELETE.
 *
 * @param initial the content as it is at first
 */
public record Schema(Scenario scenario, Space space, String initial) {
    /** How a schema declares its keys. */
    public enum Keys {
        ABSENT,
        NO_ACTION,
        AS_WANTED
    }

    public static Schema build(Scenario scenario, Space space, Keys keys) throws SQLException {
        return build(scenario, space, key -> switch (keys) {
            case ABSENT -> null;
            case NO_ACTION -> DeleteRule.NO_ACTION;
            case AS_WANTED -> key.rule();
        });
    }

    /**
     * Builds a scenario's tables there.
     *
     * @param declared the rule with which a key is declared, {@code null} if it is not
     */
    public static Schema build(Scenario scenario, Space space, Function<Key, DeleteRule> declared) throws SQLException {
        boolean inline = space.database() == Database.SQLITE; // its ALTER TABLE cannot add a key
        List<Key> keys = scenario.keys().stream().filter(key -> declared.apply(key) != null).toList();
        for (Scenario.Table table : scenario.tables()) {
            StringBuilder create = new StringBuilder("CREATE TABLE " + table.name() + " (" + table.body());
            if (inline) {
                keys.stream()
                        .filter(key -> key.child().table().equalsIgnoreCase(table.name()))
                        .forEach(key -> create.append(", ").append(key.constraint(declared.apply(key))));
            }
            space.run(create + ") " + table.suffixes().getOrDefault(space.database(), ""));
        }
        space.run("CREATE TABLE other_work (n int)");
        if (!inline) {
            for (Key key : keys) {
                space.run(key.alterTable(declared.apply(key)));
            }
        }
        Schema schema = new Schema(scenario, space, "");
        schema.fill();
        try (Connection connection = space.dataSource().getConnection()) {
            return new Schema(scenario, space, schema.content(connection));
        }
    }

    /** Puts every row back to what it was at first. */
    public void fill() throws SQLException {
        StringBuilder script = new StringBuilder("DELETE FROM other_work");
        for (Scenario.Table table : scenario.tables()) {
            script.append("; DELETE FROM ").append(table.name());
        }
        for (Scenario.Table table : scenario.tables()) {
            if (!table.values().isEmpty()) {
                script.append("; INSERT INTO ").append(table.name()).append(" VALUES ").append(table.values());
            }
        }
        space.run(script.toString());
    }

    /** Every row of every table, in an order of its own. */
    public String content(Connection connection) throws SQLException {
        StringBuilder content = new StringBuilder();
        for (Scenario.Table table : scenario.tables()) {
            content.append(table.name()).append(rows(connection, table.name())).append('\n');
        }
        return content.toString();
    }

    public List<String> rows(Connection connection, String table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(space.say("SELECT * FROM " + table))) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    row.append(i == 1 ? "(" : ",").append(result.getString(i));
                }
                rows.add(row.append(')').toString());
            }
        }
        Collections.sort(rows);
        return rows;
    }
}

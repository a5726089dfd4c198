package org.cascadejdbc.it;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.cascadejdbc.DeleteRule;

/**
 * A scenario built in a space, and one more table, {@code other_work}, for what a transaction does beside the DELETE.
 *
 * @param initial the content as it is at first
 */
record Schema(Scenario scenario, Space space, String initial) {
    /** How a schema declares its keys. */
    enum Keys {
        ABSENT,
        NO_ACTION,
        AS_WANTED
    }

    static Schema build(Scenario scenario, Space space, Keys keys) throws SQLException {
        UnaryOperator<DeleteRule> rule = wanted -> keys == Keys.NO_ACTION ? DeleteRule.NO_ACTION : wanted;
        boolean inline = space.database() == Database.SQLITE; // its ALTER TABLE cannot add a key
        for (Scenario.Table table : scenario.tables()) {
            StringBuilder create = new StringBuilder("CREATE TABLE " + table.name() + " (" + table.body());
            if (inline && keys != Keys.ABSENT) {
                for (Key key : scenario.keys()) {
                    if (key.child().table().equalsIgnoreCase(table.name())) {
                        create.append(", ").append(key.constraint(rule.apply(key.rule())));
                    }
                }
            }
            space.run(create + ") " + table.suffixes().getOrDefault(space.database(), ""));
        }
        space.run("CREATE TABLE other_work (n int)");
        if (!inline && keys != Keys.ABSENT) {
            for (Key key : scenario.keys()) {
                space.run(key.alterTable(rule.apply(key.rule())));
            }
        }
        Schema schema = new Schema(scenario, space, "");
        schema.fill();
        try (Connection connection = space.dataSource().getConnection()) {
            return new Schema(scenario, space, schema.content(connection));
        }
    }

    /** Puts every row back to what it was at first. */
    void fill() throws SQLException {
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
    String content(Connection connection) throws SQLException {
        StringBuilder content = new StringBuilder();
        for (Scenario.Table table : scenario.tables()) {
            content.append(table.name()).append(rows(connection, table.name())).append('\n');
        }
        return content.toString();
    }

    List<String> rows(Connection connection, String table) throws SQLException {
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

package org.cascadejdbc.it.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.it.forms.JdbcFormsIT.Form;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.SideBySide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;

/** pgjdbc describes each message first where it is to transfer all in binary: a cascade is what it is otherwise. */
class ForcedBinaryIT {
    private static final String RETURNING = "DELETE FROM p WHERE id < ? RETURNING id, n";

    @ParameterizedTest
    @ValueSource(strings = {"prepareThreshold=-1", "prepareThreshold=-5", "preferQueryMode=extendedForPrepared"})
    void byTheUrl(String parameters) throws SQLException {
        Map<String, Form> forms = JdbcFormsIT.keyForms();
        forms.putAll(deletes());
        JdbcFormsIT.compare(Database.POSTGRESQL, parameters, forms);
    }

    /** Either way holds for what is made or executed later, and it is not said to us. */
    @Test
    void byTheConnectionAndByTheStatement() throws SQLException {
        Map<String, Form> forms = new LinkedHashMap<>();
        deletes().forEach((name, form) -> forms.put("the connection's, " + name, connection -> {
            leaveHostility(connection);
            connection.unwrap(PGConnection.class).setPrepareThreshold(-1);
            Object answer = form.make(connection);
            connection.unwrap(PGConnection.class).setPrepareThreshold(5);
            return answer + " " + form.make(connection);
        }));
        forms.put("the statement's", connection -> {
            leaveHostility(connection);
            try (PreparedStatement delete = JdbcFormsIT.prepared(connection)) {
                delete.unwrap(PGStatement.class).setPrepareThreshold(-1);
                return delete.executeUpdate() + " " + delete.executeUpdate() + " " + fourth(connection);
            }
        });
        List<String> told = SideBySide.compare(
                Database.POSTGRESQL, JdbcFormsIT.FAMILY, "", JdbcFormsIT.calls(forms));
        assertThat(told).hasSize(2 * forms.size()).noneMatch(line -> line.contains(": failed"));
    }

    /** In binary the driver asks for types, in texts of its own that look their operators up. */
    private static void leaveHostility(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT set_config('search_path', current_schema, false)");
        }
    }

    private static Map<String, Form> deletes() {
        Map<String, Form> forms = new LinkedHashMap<>();
        forms.put("plain", connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate("DELETE FROM p WHERE id = 1") + " " + fourth(connection);
            }
        });
        forms.put("prepared, again and again", connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM p WHERE id = ?")) {
                StringBuilder counts = new StringBuilder();
                for (int id : new int[] {1, 2, 2, 3}) {
                    delete.setInt(1, id);
                    counts.append(delete.executeUpdate()).append(' ').append(fourth(connection)).append(' ');
                }
                return counts;
            }
        });
        forms.put("returning", connection -> {
            try (PreparedStatement delete = connection.prepareStatement(RETURNING)) {
                delete.setInt(1, 3);
                return JdbcFormsIT.rows(delete.executeQuery()) + fourth(connection);
            }
        });
        return forms;
    }

    /** Something else on the same connection, to see that driver and server still agree on what is asked and answered. */
    private static String fourth(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return JdbcFormsIT.rows(statement.executeQuery("SELECT n, 'x', id FROM p WHERE id = 4"));
        }
    }
}

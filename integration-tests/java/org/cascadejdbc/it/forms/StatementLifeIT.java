package org.cascadejdbc.it.forms;

import static org.cascadejdbc.it.forms.JdbcFormsIT.PREPARED;
import static org.cascadejdbc.it.forms.JdbcFormsIT.compare;
import static org.cascadejdbc.it.forms.JdbcFormsIT.failing;
import static org.cascadejdbc.it.forms.JdbcFormsIT.prepared;
import static org.cascadejdbc.it.forms.JdbcFormsIT.rows;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cascadejdbc.it.forms.JdbcFormsIT.Form;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.junit.jupiter.api.Test;

/** Closed statements, changes of the schema, missing values, warnings: a statement takes them as natively. */
class StatementLifeIT {
    private static final String DELETE = "DELETE FROM p WHERE id < 3";

    @OnDatabases(except = Database.SQLITE) // executes on closed ones
    void closedStatements(Database database) throws SQLException {
        Map<String, Form> forms = new LinkedHashMap<>();
        Map<String, Closed> plain = new LinkedHashMap<>();
        plain.put("execute", s -> s.execute(DELETE));
        plain.put("executeQuery", s -> s.executeQuery(DELETE));
        plain.put("executeUpdate", s -> s.executeUpdate(DELETE));
        plain.put("executeLargeUpdate", s -> s.executeLargeUpdate(DELETE));
        plain.put("keys", s -> s.execute(DELETE, Statement.RETURN_GENERATED_KEYS));
        if (database != Database.MARIADB) { // whose driver collects entries for a statement that is closed
            plain.put("addBatch", s -> {
                s.addBatch(DELETE);
                return "";
            });
        }
        plain.forEach((name, closed) -> forms.put(name, c -> {
            Statement statement = c.createStatement();
            statement.execute(DELETE);
            statement.close();
            return closed.call(statement);
        }));
        Map<String, ClosedPrepared> onPrepared = new LinkedHashMap<>();
        onPrepared.put("execute", PreparedStatement::execute);
        onPrepared.put("executeQuery", PreparedStatement::executeQuery);
        onPrepared.put("executeUpdate", PreparedStatement::executeUpdate);
        onPrepared.put("executeLargeUpdate", PreparedStatement::executeLargeUpdate);
        onPrepared.put("executeBatch", s -> Arrays.toString(s.executeBatch()));
        onPrepared.put("getUpdateCount", Statement::getUpdateCount);
        onPrepared.put("getLargeUpdateCount", Statement::getLargeUpdateCount);
        onPrepared.put("getResultSet", Statement::getResultSet);
        onPrepared.put("getMoreResults", Statement::getMoreResults);
        onPrepared.put("getGeneratedKeys", Statement::getGeneratedKeys);
        onPrepared.put("getWarnings", Statement::getWarnings);
        onPrepared.put("isClosed", Statement::isClosed);
        onPrepared.forEach((name, closed) -> forms.put(name + " prepared", c -> {
            PreparedStatement statement = c.prepareStatement(DELETE);
            statement.execute();
            statement.close();
            statement.close();
            return closed.call(statement);
        }));
        compare(database, "", forms);
    }

    private interface Closed {
        Object call(Statement statement) throws SQLException;
    }

    private interface ClosedPrepared {
        Object call(PreparedStatement statement) throws SQLException;
    }

    @OnDatabases(h2 = true)
    void preparedOverChangesOfTheSchema(Database database) throws SQLException {
        Map<String, Form> forms = new LinkedHashMap<>();
        forms.put("a column, a table, a key", c -> {
            try (PreparedStatement delete = c.prepareStatement("DELETE FROM p WHERE id = ?");
                    Statement ddl = c.createStatement()) {
                StringBuilder told = new StringBuilder();
                delete.setInt(1, 1);
                told.append(delete.executeUpdate());
                ddl.execute("ALTER TABLE p ADD more int");
                delete.setInt(1, 2);
                told.append(delete.executeUpdate());
                ddl.execute("CREATE TABLE d (id int primary key, p int,"
                        + " FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE)");
                ddl.execute("INSERT INTO d VALUES (1, 3), (2, 4)");
                delete.setInt(1, 3);
                told.append(failing(x -> delete.executeUpdate()));
                told.append(rows(ddl.executeQuery("SELECT id FROM d ORDER BY id")));
                ddl.execute("DROP TABLE d");
                delete.setInt(1, 4);
                told.append(delete.executeUpdate());
                ddl.execute("ALTER TABLE p DROP COLUMN more");
                return told.append(delete.executeUpdate());
            }
        });
        compare(database, "", forms);
    }

    @Test
    void warningsOfTriggers() throws SQLException {
        String function = "CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$BEGIN RAISE WARNING 'gone: %', OLD.id; RETURN OLD; END$$";
        Map<String, Form> forms = new LinkedHashMap<>();
        forms.put("warnings", c -> {
            try (Statement statement = c.createStatement();
                    PreparedStatement delete = c.prepareStatement("DELETE FROM p WHERE id < ?")) {
                statement.execute(function);
                statement.execute("CREATE TRIGGER tell AFTER DELETE ON p FOR EACH ROW EXECUTE FUNCTION tell()");
                delete.setInt(1, 3);
                delete.executeUpdate();
                StringBuilder told = new StringBuilder();
                for (SQLWarning warning = delete.getWarnings(); warning != null; warning = warning.getNextWarning()) {
                    told.append(warning.getSQLState()).append(' ').append(warning.getMessage()).append('\n');
                }
                delete.clearWarnings();
                told.append(delete.getWarnings());
                delete.executeUpdate();
                told.append(delete.getWarnings());
                statement.execute("DROP FUNCTION tell CASCADE");
                return told;
            }
        });
        compare(Database.POSTGRESQL, "", forms);
    }

    @OnDatabases(h2 = true)
    void missingValues(Database database) throws SQLException {
        Map<String, Form> forms = new LinkedHashMap<>();
        forms.put("execute", c -> c.prepareStatement(PREPARED).execute());
        forms.put("executeUpdate", c -> c.prepareStatement(PREPARED).executeUpdate());
        forms.put("executeLargeUpdate", c -> c.prepareStatement(PREPARED).executeLargeUpdate());
        if (!database.isH2()) { // which looks at the values first, and we at the statement
            forms.put("executeQuery", c -> rows(c.prepareStatement(PREPARED).executeQuery()));
        }
        if (database != Database.POSTGRESQL) { // whose driver looks at all entries first, and throws no batch's failure
            forms.put("addBatch", c -> {
                PreparedStatement statement = c.prepareStatement(PREPARED);
                statement.addBatch();
                return Arrays.toString(statement.executeBatch());
            });
        }
        forms.put("cleared", c -> {
            PreparedStatement statement = prepared(c);
            statement.clearParameters();
            return statement.executeUpdate();
        });
        forms.put("the second", c -> {
            PreparedStatement statement = c.prepareStatement("DELETE FROM p WHERE id = ? OR n = ?");
            statement.setInt(1, 1);
            return statement.executeUpdate();
        });
        staleValues(forms, database != Database.POSTGRESQL);
        compare(database, "", forms);
    }

    /** A value that is missing is not that of an execution before, by whichever statement of that text. */
    private static void staleValues(Map<String, Form> forms, boolean batch) {
        String delete = "DELETE FROM p WHERE id = ? AND n > ?";
        forms.put("missing now", c -> {
            PreparedStatement statement = c.prepareStatement(delete);
            statement.setInt(1, 4);
            statement.setInt(2, 0);
            int before = statement.executeUpdate();
            statement.clearParameters();
            statement.setInt(1, 1);
            return before + failing(x -> statement.executeUpdate());
        });
        forms.put("missing in another", c -> {
            PreparedStatement statement = c.prepareStatement(delete);
            statement.setInt(1, 1);
            return failing(x -> statement.executeUpdate());
        });
        forms.put("all are missing in another", c -> c.prepareStatement(delete).executeUpdate());
        if (batch) {
            forms.put("missing in a batch", c -> {
                PreparedStatement statement = c.prepareStatement(delete);
                statement.setInt(1, 4);
                statement.setInt(2, 0);
                statement.addBatch();
                statement.clearParameters();
                statement.setInt(1, 1);
                statement.addBatch();
                return Arrays.toString(statement.executeBatch());
            });
        }
    }
}

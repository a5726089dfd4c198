package org.cascadejdbc.it;

import static org.cascadejdbc.it.JdbcFormsIT.compare;
import static org.cascadejdbc.it.JdbcFormsIT.failing;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cascadejdbc.it.JdbcFormsIT.Form;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A closed statement stays closed, and a prepared DELETE outlives changes of the schema: both as natively. */
class StatementLifeIT {
    private static final String DELETE = "DELETE FROM p WHERE id < 3";

    @ParameterizedTest
    @EnumSource(value = Database.class, names = "SQLITE", mode = EnumSource.Mode.EXCLUDE) // executes on closed ones
    void closedStatements(Database database) throws SQLException {
        Map<String, Form> forms = new LinkedHashMap<>();
        Map<String, Closed> plain = new LinkedHashMap<>();
        plain.put("execute", s -> s.execute(DELETE));
        plain.put("executeQuery", s -> s.executeQuery(DELETE));
        plain.put("executeUpdate", s -> s.executeUpdate(DELETE));
        plain.put("executeLargeUpdate", s -> s.executeLargeUpdate(DELETE));
        plain.put("keys", s -> s.execute(DELETE, Statement.RETURN_GENERATED_KEYS));
        plain.put("addBatch", s -> {
            s.addBatch(DELETE);
            return "";
        });
        plain.forEach((name, closed) -> forms.put(name, c -> {
            Statement statement = c.createStatement();
            statement.execute(DELETE);
            statement.close();
            return closed.call(statement);
        }));
        Map<String, ClosedPrepared> prepared = new LinkedHashMap<>();
        prepared.put("execute", PreparedStatement::execute);
        prepared.put("executeQuery", PreparedStatement::executeQuery);
        prepared.put("executeUpdate", PreparedStatement::executeUpdate);
        prepared.put("executeLargeUpdate", PreparedStatement::executeLargeUpdate);
        prepared.put("executeBatch", s -> Arrays.toString(s.executeBatch()));
        prepared.put("getUpdateCount", Statement::getUpdateCount);
        prepared.put("getLargeUpdateCount", Statement::getLargeUpdateCount);
        prepared.put("getResultSet", Statement::getResultSet);
        prepared.put("getMoreResults", Statement::getMoreResults);
        prepared.put("getGeneratedKeys", Statement::getGeneratedKeys);
        prepared.put("getWarnings", Statement::getWarnings);
        prepared.put("isClosed", Statement::isClosed);
        prepared.forEach((name, closed) -> forms.put(name + " prepared", c -> {
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

    @ParameterizedTest
    @EnumSource(Database.class)
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
                told.append(JdbcFormsIT.rows(ddl.executeQuery("SELECT id FROM d ORDER BY id")));
                ddl.execute("DROP TABLE d");
                delete.setInt(1, 4);
                told.append(delete.executeUpdate());
                ddl.execute("ALTER TABLE p DROP COLUMN more");
                return told.append(delete.executeUpdate());
            }
        });
        compare(database, "", forms);
    }
}

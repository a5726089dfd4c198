package org.cascadejdbc.it.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadejdbc.DeleteRule.CASCADE;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Scenario;
import org.cascadejdbc.it.support.Servers;
import org.cascadejdbc.it.support.SideBySide;

/** What the methods of JDBC tell of a DELETE that cascades is what they tell on the native twin. */
class JdbcFormsIT {
    static final Scenario FAMILY = Scenario.named("family")
            .table("p", "id int primary key, n int", "(1,10),(2,20),(3,30),(4,40)")
            .table("c", "id int primary key, p int", "(1,1),(2,1),(3,2)")
            .key("c(p)", CASCADE, "p(id)");
    private static final String DELETE = "DELETE FROM p WHERE id < 3";
    static final String PREPARED = "DELETE FROM p WHERE id < ?";

    interface Form {
        Object make(Connection connection) throws SQLException;
    }

    static void compare(Database database, String parameters, Map<String, Form> forms) throws SQLException {
        var told = SideBySide.compare(database, FAMILY, parameters, calls(forms));
        assertThat(told).hasSize(2 * forms.size());
    }

    /** Each form in autocommit and in a transaction, each with all rows there. */
    static SideBySide.Calls calls(Map<String, Form> forms) {
        return (schema, connection, told) -> {
            for (Map.Entry<String, Form> form : forms.entrySet()) {
                for (boolean autocommit : new boolean[] {true, false}) {
                    connection.setAutoCommit(autocommit);
                    String answer = answer(connection, form.getValue());
                    if (!autocommit && answer.startsWith("failed") && aborted(connection)) {
                        connection.rollback();
                        answer += " aborted";
                    } else if (!autocommit) {
                        connection.commit();
                    }
                    connection.setAutoCommit(true);
                    told.add(form.getKey() + (autocommit ? ": " : ", in a transaction: ") + answer + "\n"
                            + schema.content(connection));
                    schema.fill();
                }
            }
        };
    }

    private static boolean aborted(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            return !statement.executeQuery("SELECT COUNT(*) FROM p").next();
        } catch (SQLException e) {
            return true;
        }
    }

    private static String answer(Connection connection, Form form) {
        try {
            return String.valueOf(form.make(connection));
        } catch (SQLException e) {
            return "failed " + SideBySide.describe(e);
        }
    }

    static String state(Statement statement) throws SQLException {
        return statement.getUpdateCount() + " " + rows(statement.getResultSet()) + " " + statement.getLargeUpdateCount()
                + " " + statement.getMoreResults() + " " + statement.getUpdateCount() + " " + statement.getWarnings();
    }

    static String rows(ResultSet resultSet) throws SQLException {
        if (resultSet == null) {
            return "null";
        }
        StringBuilder text = new StringBuilder("[");
        ResultSetMetaData columns = resultSet.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            text.append(columns.getColumnLabel(i)).append(':').append(columns.getColumnTypeName(i)).append(' ');
        }
        while (resultSet.next()) {
            text.append('(');
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                text.append(resultSet.getObject(i)).append(',');
            }
            text.append(')');
        }
        return text.append(']').toString();
    }

    static String keys(Statement statement) throws SQLException {
        try (ResultSet keys = statement.getGeneratedKeys()) {
            return " keys " + rows(keys);
        } catch (SQLException e) {
            return " keys " + SideBySide.describe(e);
        }
    }

    static String failing(Form form) {
        try {
            return String.valueOf(form.make(null));
        } catch (SQLException e) {
            return "failed " + SideBySide.describe(e) + " ";
        }
    }

    static PreparedStatement prepared(Connection connection, int... keys) throws SQLException {
        PreparedStatement statement = keys.length == 0
                ? connection.prepareStatement(PREPARED)
                : connection.prepareStatement(PREPARED, keys[0]);
        statement.setInt(1, 3);
        return statement;
    }

    @OnDatabases(h2 = true)
    void results(Database database) throws SQLException {
        Map<String, Form> forms = new LinkedHashMap<>();
        forms.put("execute", c -> {
            Statement statement = c.createStatement();
            return statement.execute(DELETE) + state(statement) + state(statement);
        });
        forms.put("execute prepared", c -> {
            PreparedStatement statement = prepared(c);
            return statement.execute() + state(statement) + statement.execute() + state(statement);
        });
        forms.put("executeUpdate", c -> c.createStatement().executeUpdate(DELETE));
        forms.put("executeUpdate prepared", c -> prepared(c).executeUpdate());
        forms.put("executeLargeUpdate", c -> c.createStatement().executeLargeUpdate(DELETE));
        forms.put("executeLargeUpdate prepared", c -> prepared(c).executeLargeUpdate());
        forms.put("more results, keeping the current one", c -> {
            Statement statement = c.createStatement();
            statement.execute(DELETE);
            return database == Database.SQLITE || statement.getMoreResults(Statement.CLOSE_ALL_RESULTS);
        });
        forms.put("no row", c -> {
            Statement statement = c.createStatement();
            return statement.execute("DELETE FROM p WHERE id = 99") + state(statement);
        });
        forms.put("a failure leaves no result", c -> {
            Statement statement = c.createStatement();
            statement.execute("DELETE FROM p WHERE id = 4");
            String failure = failing(x -> statement.execute("DELETE FROM p WHERE nonsense = 1"));
            return failure + (database == Database.HSQLDB ? "" : statement.getUpdateCount()); // which tells 0
        });
        forms.put("a result set, a cascade, a result set", c -> {
            Statement statement = c.createStatement();
            ResultSet first = statement.executeQuery("SELECT id FROM p");
            statement.execute(DELETE);
            String told = first.isClosed() + state(statement);
            return told + rows(statement.executeQuery("SELECT id FROM p ORDER BY id")) + statement.getUpdateCount();
        });
        forms.put("closed on completion", c -> {
            Statement statement = c.createStatement();
            statement.closeOnCompletion();
            statement.executeUpdate(DELETE);
            return statement.isClosed();
        });
        compare(database, "", forms);
    }

    @OnDatabases(h2 = true)
    void executeQuery(Database database) throws SQLException {
        Map<String, Form> forms = new LinkedHashMap<>();
        forms.put("plain", c -> rows(c.createStatement().executeQuery(DELETE)));
        forms.put("prepared", c -> rows(prepared(c).executeQuery()));
        forms.put("plain, then the count", c -> {
            Statement statement = c.createStatement();
            return failing(x -> statement.executeQuery(DELETE).next()) + statement.getUpdateCount();
        });
        if (database != Database.SQLITE) { // whose prepared statement tells 0 without having been executed
            forms.put("prepared, then the state", c -> {
                PreparedStatement statement = prepared(c);
                return failing(x -> statement.executeQuery().next()) + state(statement);
            });
        }
        compare(database, "", forms);
    }

    static Map<String, Form> keyForms() {
        Map<String, Form> forms = new LinkedHashMap<>();
        forms.put("not asked for", c -> {
            Statement statement = c.createStatement();
            return statement.executeUpdate(DELETE) + keys(statement);
        });
        forms.put("not asked for, prepared", c -> {
            PreparedStatement statement = prepared(c);
            return statement.executeUpdate() + keys(statement);
        });
        for (int flag : new int[] {Statement.RETURN_GENERATED_KEYS, Statement.NO_GENERATED_KEYS, 7}) {
            forms.put("flag " + flag, c -> {
                Statement statement = c.createStatement();
                return statement.executeUpdate(DELETE, flag) + keys(statement) + statement.execute(DELETE, flag)
                        + keys(statement) + state(statement) + statement.executeLargeUpdate(DELETE, flag);
            });
            forms.put("prepared, flag " + flag, c -> {
                PreparedStatement statement = prepared(c, flag);
                return statement.executeUpdate() + keys(statement) + statement.execute() + keys(statement)
                        + state(statement);
            });
        }
        for (String[] names : new String[][] {{"id"}, {"n", "id"}, {}, null}) {
            forms.put("names " + Arrays.toString(names), c -> {
                Statement statement = c.createStatement();
                return statement.executeUpdate(DELETE, names) + keys(statement) + statement.execute(DELETE, names)
                        + statement.executeLargeUpdate(DELETE, names);
            });
        }
        for (int[] indexes : new int[][] {{1}, {}}) {
            forms.put("indexes " + Arrays.toString(indexes), c -> {
                Statement statement = c.createStatement();
                return statement.executeUpdate(DELETE, indexes) + keys(statement) + statement.execute(DELETE, indexes)
                        + statement.executeLargeUpdate(DELETE, indexes);
            });
        }
        forms.put("prepared, names", c -> {
            PreparedStatement statement = c.prepareStatement(PREPARED, new String[] {"n"});
            statement.setInt(1, 3);
            return statement.executeUpdate() + keys(statement);
        });
        forms.put("prepared, indexes", c -> {
            PreparedStatement statement = c.prepareStatement(PREPARED, new int[] {1});
            statement.setInt(1, 3);
            return statement.executeUpdate() + keys(statement);
        });
        forms.put("prepared, executeQuery", c -> {
            PreparedStatement statement = prepared(c, Statement.RETURN_GENERATED_KEYS);
            return failing(x -> statement.executeQuery().next()) + keys(statement);
        });
        forms.put("of the last execution only", c -> {
            Statement statement = c.createStatement();
            statement.executeUpdate(DELETE, Statement.RETURN_GENERATED_KEYS);
            statement.executeQuery("SELECT id FROM c").close();
            return keys(statement);
        });
        forms.put("closed by the next execution", c -> {
            Statement statement = c.createStatement();
            statement.executeUpdate(DELETE, Statement.RETURN_GENERATED_KEYS);
            ResultSet keys = statement.getGeneratedKeys();
            statement.executeUpdate(DELETE);
            return keys.isClosed();
        });
        return forms;
    }

    @OnDatabases(h2 = true)
    void generatedKeys(Database database) throws SQLException {
        Map<String, Form> forms = keyForms();
        forms.put("batch", c -> {
            Statement statement = c.createStatement();
            statement.addBatch(DELETE);
            statement.addBatch("DELETE FROM p WHERE id = 4");
            return Arrays.toString(statement.executeBatch()) + keys(statement);
        });
        for (int flag : new int[] {Statement.RETURN_GENERATED_KEYS, Statement.NO_GENERATED_KEYS}) {
            if (database == Database.POSTGRESQL && flag == Statement.RETURN_GENERATED_KEYS) {
                continue; // refused: the keys of several cascades are several result sets
            }
            forms.put("prepared batch " + flag, c -> {
                PreparedStatement statement = prepared(c, flag);
                statement.addBatch();
                statement.addBatch();
                return Arrays.toString(statement.executeBatch()) + keys(statement);
            });
        }
        if (database == Database.HSQLDB) { // HsqldbIT#keysOfADelete
            try (Connection connection = DriverManager.getConnection(Servers.url(database) + "keys");
                    Statement statement = connection.createStatement()) {
                keys(statement); // the first of the JVM are empty, and closed from then on
            }
            forms.keySet().removeIf(form -> form.matches(".*(names|indexes)( \\[[a-z1].*)?"));
        }
        compare(database, "", forms);
        if (database.isMySql()) {
            compare(database, "useServerPrepStmts=true", forms);
        }
    }
}

package org.cascadejdbc.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.cascadejdbc.driver.GeneratedKeys;
import org.cascadejdbc.physical.FreezeThenAct;
import org.cascadejdbc.run.Parameters;
import org.cascadejdbc.run.ResultStep;
import org.cascadejdbc.run.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Three customers and their orders in SQLite, and a session that deletes {@code customer where id [returning]}. */
abstract class Shop {
    final List<String> log = new ArrayList<>();
    Connection raw;
    CascadeConnection connection;
    /** What happens while a cascade runs. */
    Call<?> during = () -> null;

    @BeforeEach
    void open() throws SQLException {
        raw = DriverManager.getConnection("jdbc:sqlite::memory:");
        fill(raw, "");
        connection = new CascadeConnection(raw, new ShopSession(raw));
    }

    /** Makes the tables, with what is declared behind the children's column. */
    static void fill(Connection connection, String key) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("create table customer (id integer primary key, name text)");
            statement.executeUpdate("create table orders (id integer primary key, customer_id integer" + key + ")");
            statement.executeUpdate("insert into customer values (1, 'a'), (2, 'b'), (3, 'c')");
            statement.executeUpdate("insert into orders values (10, 1), (11, 1), (20, 2), (30, 3)");
        }
    }

    @AfterEach
    void close() throws SQLException {
        raw.close();
    }

    long count(String table) throws SQLException {
        try (Statement statement = raw.createStatement();
                ResultSet resultSet = statement.executeQuery("select count(*) from " + table)) {
            return resultSet.getLong(1);
        }
    }

    /** {@code delete from customer} cascades, the one of 'refused' is refused, {@code create} is a definition. */
    final class ShopSession extends PassingSession {
        private final Connection own;

        ShopSession(Connection own) {
            this.own = own;
        }

        @Override
        public boolean concerns(String sql) {
            return sql.startsWith("delete") || sql.startsWith("create");
        }

        @Override
        public Verdict examine(String sql, GeneratedKeys keys) throws SQLException {
            log.add("examine");
            if (sql.contains("refused")) {
                throw new SQLIntegrityConstraintViolationException("refused", "23503");
            }
            if (sql.startsWith("create")) {
                return Verdict.Pass.CHANGES_SCHEMA;
            }
            int returning = sql.indexOf(" returning ");
            if (returning >= 0) {
                String what = sql.substring(returning + " returning ".length());
                String rows = sql.substring(0, returning).replace("delete from", "select " + what + " from");
                return emulate(sql.substring(0, returning), rows + " order by +id");
            }
            return sql.contains("customer where") ? emulate(sql) : Verdict.Pass.UNCHANGED;
        }

        @Override
        public void executed(Verdict verdict) {
            if (verdict != Verdict.Pass.UNCHANGED) {
                log.add("forget");
            }
        }

        @Override
        public void transactionEnded() {
            log.add("ended");
        }

        @Override
        public boolean cancel() {
            log.add("cancel");
            return false;
        }

        @Override
        public void checkRowDelete(String sql, ResultSetMetaData columns) throws SQLException {
            throw new SQLException("row of: " + sql);
        }

        @Override
        public long delete(Verdict.Emulate cascade, Parameters parameters, int timeout, ResultStep result)
                throws SQLException {
            log.add("cascade " + timeout);
            String sql = cascade.cascade().delete().sql();
            during.get();
            if (cascade.cascade().plan() instanceof FreezeThenAct plan) {
                result.execute(plan.returned(), parameters);
            }
            String childSql = sql.replace("customer where id", "orders where customer_id");
            try (PreparedStatement children = own.prepareStatement(childSql);
                    PreparedStatement target = own.prepareStatement(sql)) {
                if (parameters != null) {
                    parameters.bindTo(children);
                }
                long cascaded = children.executeUpdate();
                if (parameters == null && cascade.result() == Verdict.Result.OWN) {
                    return cascaded + target.executeUpdate(); // as the driver counts plain statements
                }
                if (parameters != null) {
                    parameters.bindTo(target);
                }
                return target.executeUpdate();
            }
        }
    }
}

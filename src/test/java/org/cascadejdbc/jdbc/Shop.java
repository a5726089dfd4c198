package org.cascadejdbc.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.cascadejdbc.execution.GeneratedKeys;
import org.cascadejdbc.execution.Parameters;
import org.cascadejdbc.execution.ResultStep;
import org.cascadejdbc.execution.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Three customers and their orders in SQLite, and a session that knows how to delete {@code customer where id}. */
abstract class Shop {
    final List<String> log = new ArrayList<>();
    Connection raw;
    CascadeConnection connection;
    /** What happens while a cascade runs. */
    Call<?> during = () -> null;

    @BeforeEach
    void open() throws SQLException {
        raw = DriverManager.getConnection("jdbc:sqlite::memory:");
        try (Statement statement = raw.createStatement()) {
            statement.executeUpdate("create table customer (id integer primary key, name text)");
            statement.executeUpdate("create table orders (id integer primary key, customer_id integer)");
            statement.executeUpdate("insert into customer values (1, 'a'), (2, 'b'), (3, 'c')");
            statement.executeUpdate("insert into orders values (10, 1), (11, 1), (20, 2), (30, 3)");
        }
        connection = new CascadeConnection(raw, new ShopSession(raw));
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
        public void cancel() {
            log.add("cancel");
        }

        @Override
        public void checkRowDelete(String sql) throws SQLException {
            throw new SQLException("row of: " + sql);
        }

        @Override
        public long delete(Verdict.Emulate cascade, Parameters parameters, int timeout, ResultStep result)
                throws SQLException {
            log.add("cascade " + timeout);
            String sql = cascade.cascade().delete().sql();
            during.get();
            String childSql = sql.replace("customer where id", "orders where customer_id");
            try (PreparedStatement children = own.prepareStatement(childSql);
                    PreparedStatement target = own.prepareStatement(sql)) {
                if (parameters != null) {
                    parameters.bindTo(children);
                }
                children.executeUpdate();
                if (parameters != null) {
                    parameters.bindTo(target);
                }
                return target.executeUpdate();
            }
        }
    }
}
